/* The course's extension, hand-written: JupyterLab, Notebook 7 and JupyterLite load this file as a
   federated extension, with no bundler. It is a classic script: what it declares stays inside, and
   the modules beside it come as fast as they would in one. */
(() => {
  const NAMES = ["run", "kernels", "links", "quiet"];
  const modules = Promise.all(NAMES.map((name) => import(`./${name}.js`)));
  let scope;

  async function shared(name) {
    const [latest] = Object.keys(scope[`@jupyterlab/${name}`] ?? {}).sort().reverse();
    return latest ? (await scope[`@jupyterlab/${name}`][latest].get())() : {};
  }

  globalThis._JUPYTERLAB = globalThis._JUPYTERLAB ?? {};
  globalThis._JUPYTERLAB["vs-course"] = {
    init(shareScope) {
      scope = shareScope;
    },
    async get() {
      const names = ["notebook", "application", "apputils", "mainmenu", "translation"];
      const tokens = Object.assign({}, ...(await Promise.all(names.map(shared))));
      const [run, kernels, links, quiet] = await modules;
      const plugin = coursePlugin(tokens, { ...run, ...kernels, ...links, ...quiet });
      return () => ({ __esModule: true, default: plugin });
    },
  };

  /** A host that lacks one of the optional services gives null for it: the rest goes on. */
  function coursePlugin(tokens, course) {
    const { INotebookTracker, NotebookActions } = tokens;
    const { ILabShell, IRouter, IMainMenu, ICommandPalette, ITranslator } = tokens;
    const optional = { ILabShell, IRouter, IMainMenu, ICommandPalette, ITranslator };
    const known = Object.keys(optional).filter((name) => optional[name]);
    return {
      id: "vs-course:exercises",
      autoStart: true,
      requires: [INotebookTracker],
      optional: known.map((name) => optional[name]),
      activate(app, tracker, ...found) {
        const services = Object.fromEntries(known.map((name, i) => [name, found[i]]));
        const run = NotebookActions.runCells.bind(NotebookActions);
        start({ app, tracker, run, ...services }, course);
      },
    };
  }

  function start({ app, tracker, run, ILabShell: shell, IRouter: router, ...services }, course) {
    const { contents } = app.serviceManager;
    const show = (panel) => void course.showExercises(panel, contents, run);
    const moves = new course.Moves({ app, shell, router, tracker });
    const restarts = course.watchRestarts(app.commands);
    const fold = () => void shell?.restored.then(() => course.foldBars(shell));
    const { pathname, hash } = location; // as it was opened: JupyterLab drops what follows the #
    const words = services.ITranslator?.load("jupyterlab");

    course.addStyle();
    course.addCommand(app, tracker, services.IMainMenu, services.ICommandPalette);
    shell?.currentChanged.connect(fold);
    tracker.widgetAdded.connect(async (_, panel) => {
      await panel.context.ready;
      if (!panel.context.model.getMetadata("vs_course")) return;
      course.makeQuiet(panel);
      if (words) course.speakFrench(words, panel);
      fold();
      moves.follow(panel);
      course.revive(panel, restarts, () => show(panel));
      show(panel);
      if (decodeURI(pathname).endsWith(`/${panel.context.path}`)) course.holdPlace(panel, hash);
    });
  }
})();
