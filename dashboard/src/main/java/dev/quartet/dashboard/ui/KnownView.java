package dev.quartet.dashboard.ui;

/** The views that the navigation leads to, in its order. */
enum KnownView {
    OVERVIEW("", Icons.OVERVIEW),
    TODO("todo", Icons.TODO),
    BLOG("blog", Icons.BLOG),
    MAILS("mails", Icons.MAILS),
    SERVICES("services", Icons.SERVICES),
    UPDATES("updates", Icons.UPDATES),
    COSTS("costs", Icons.COSTS),
    ALARMS("alarms", Icons.ALARMS),
    EXPORTS("exports", Icons.EXPORTS);

    private final String path;
    private final Icons icon;

    KnownView(String path, Icons icon) {
        this.path = path;
        this.icon = icon;
    }

    String path() {
        return path;
    }

    Icons icon() {
        return icon;
    }

    /** The name of its text. */
    String title() {
        return "nav." + (path.isEmpty() ? "overview" : path);
    }
}
