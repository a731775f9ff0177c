package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.communication.PushConnection;
import java.io.Serializable;

/**
 * Whether a page's connection takes what is pushed. What is pushed while there is none is kept for the browser, all of it: a hundred pages
 * that went away without a word fill the memory before their heartbeats are missed. Called with the session's lock.
 */
final class Presence implements Serializable {
    /** Connections break, and come back within seconds. */
    private static final int MOST_UNHEARD = 2;

    /** A page is built before its connection is. */
    private boolean met;

    private int unheard;

    /** Says if there is somebody to tell now. */
    boolean takes(UI page) {
        PushConnection push = page.getInternals().getPushConnection();
        if (push == null || push.isConnected()) {
            met = push != null;
            unheard = 0;
            return true;
        }
        return !met || unheard++ < MOST_UNHEARD;
    }
}
