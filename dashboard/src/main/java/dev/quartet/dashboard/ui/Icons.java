package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.html.Span;

/** The few pictures of the shell, drawn in the text's colour. */
enum Icons {
    OVERVIEW("M3 3h8v8H3zM13 3h8v8h-8zM3 13h8v8H3zM13 13h8v8h-8z"),
    TODO("M4 6l2 2 3-4M4 13l2 2 3-4M4 20l2 2 3-4M12 6h9M12 13h9M12 20h9"),
    BLOG("M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0M3 12h18M12 3c3 3 4 6 4 9s-1 6-4 9c-3-3-4-6-4-9s1-6 4-9"),
    MAILS("M3 6h18v12H3zM3 7l9 7 9-7"),
    SERVICES("M9 4h6v5H9zM3 15h6v5H3zM15 15h6v5h-6zM12 9v3M6 15v-3h12v3"),
    UPDATES("M12 3v12M7 10l5 5 5-5M4 20h16"),
    ALARMS("M6 17V11a6 6 0 0 1 12 0v6M4 17h16M10 20h4M12 3v2"),
    COSTS(
            "M12 3v18M16.5 7.5C15.5 6 14 5.5 12 5.5c-2.5 0-4.5 1.2-4.5 3.2 0 4.6 9.3 2.2 9.3 6.8 0 2-2 3.2-4.8 3.2-2.2 0-4-.7-5-2.4"),
    EXPORTS("M12 15V3M8 7l4-4 4 4M5 12H4v9h16v-9h-1"),
    MOON("M20 14.5A8 8 0 1 1 9.5 4a6.5 6.5 0 0 0 10.5 10.5z"),
    SUN(
            "M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM12 1v3M12 20v3M1 12h3M20 12h3M4.2 4.2l2.1 2.1M17.7 17.7l2.1 2.1M4.2 19.8l2.1-2.1M17.7 6.3l2.1-2.1"),
    PAUSE("M8 5v14M16 5v14"),
    PLAY("M7 4l13 8-13 8z"),
    CALENDAR("M4 5h16v16H4zM4 10h16M8 2v5M16 2v5"),
    ZOOM_OUT("M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.2 15.2L21 21M7.5 10.5h6"),
    COMPARE("M3 16l5-7 5 4 8-9M3 21l5-4 5 2 8-6"),
    REFRESH("M20 11a8 8 0 1 0-2.3 6.7M20 4v7h-7");

    private final String path;

    Icons(String path) {
        this.path = path;
    }

    /** A new picture; it says nothing to a screen reader, so its button must. */
    Span create() {
        Span icon = new Span();
        icon.addClassName("icon");
        icon.getElement().setAttribute("aria-hidden", "true");
        // As a property, since the browser's own parser is what knows SVG's names.
        icon.getElement().setProperty("innerHTML", "<svg viewBox='0 0 24 24'><path d='" + path + "'/></svg>");
        return icon;
    }
}
