package dev.quartet.local.traffic;

import java.util.Locale;

/** What a user does. */
public enum Operation {
    SIGN_UP,
    READ_CODE,
    CONFIRM,
    SIGN_IN,
    REFRESH_TOKENS,
    GET_IDENTITY,
    GET_CREDENTIALS,
    LIST_TODOS,
    READ_TODO,
    REFRESH_TODO,
    CREATE_TODO,
    UPDATE_TODO,
    DELETE_TODO,
    UPLOAD_FILE,
    DOWNLOAD_FILE,
    OPEN_PAGE,
    LOAD_ASSET,
    MISS_PAGE,
    LIST_POSTS,
    READ_POST,
    LIST_PICTURES,
    VIEW_PICTURE,
    VISITOR_SIGN_UP,
    CREATE_AUTHOR,
    WRITE_POST,
    ASK_UPLOAD,
    UPLOAD_PICTURE,
    STOCK_SHOP,
    LIST_PRODUCTS,
    VIEW_PRODUCT,
    PLACE_ORDER,
    TRACK_ORDER,
    IMPORT_ORDERS,
    PUBLISH_RELEASE,
    AWAIT_RELEASE,
    POLL_MANIFEST,
    DOWNLOAD_RELEASE,
    RESUME_RELEASE,
    MISS_RELEASE,
    /** On a release day only. */
    READ_METRICS;

    /** Returns the name in summaries, {@code read-todo}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
