package dev.quartet.dashboard.ui;

import java.util.Arrays;

/** The views that the navigation leads to, in its order. */
enum KnownView {
    OVERVIEW("", Icons.OVERVIEW, false),
    TODO("todo", Icons.TODO, true),
    BLOG("blog", Icons.BLOG, true),
    MAILS("mails", Icons.MAILS, true),
    SERVICES("services", Icons.SERVICES, true),
    UPDATES("updates", Icons.UPDATES, true),
    COSTS("costs", Icons.COSTS, false),
    ALARMS("alarms", Icons.ALARMS, false),
    EXPORTS("exports", Icons.EXPORTS, false);

    private final String path;
    private final Icons icon;
    private final boolean charts;

    /**
     * @param charts whether the view has any; the pages below a view, of one service or one alarm, all have
     */
    KnownView(String path, Icons icon, boolean charts) {
        this.path = path;
        this.icon = icon;
        this.charts = charts;
    }

    /** Whether the page at this path, such as {@code services/orders}, has charts. */
    static boolean hasCharts(String page) {
        return Arrays.stream(values())
                .anyMatch(view -> page.equals(view.path)
                        ? view.charts
                        : !view.path.isEmpty() && page.startsWith(view.path + "/"));
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
