package dev.quartet.local.ses;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * SES's part of Handlebars: {@code {{name}}}, {@code {{a.b}}}, {@code {{#if}}}, {@code {{#unless}}}, {@code {{#each}}} with
 * {@code {{else}}}. Nothing is escaped: SES leaves that to the sender. See <a
 * href="https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-advanced.html">SES</a>. Immutable.
 */
final class Template {
    private static final Pattern TAG = Pattern.compile("\\{\\{\\{?\\s*([^{}]*?)\\s*}?}}");

    /** What a template cannot be rendered for. */
    static final class RenderingException extends RuntimeException {
        RenderingException(String message) {
            super(message, null, false, false);
        }

        /** Returns the reason; never null. */
        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /** A piece of text, or a tag without its braces. */
    private record Token(boolean tag, String text) {}

    private final List<Token> tokens = new ArrayList<>();

    private Template(String text) {
        var matcher = TAG.matcher(text);
        int from = 0;
        while (matcher.find()) {
            tokens.add(new Token(false, text.substring(from, matcher.start())));
            tokens.add(new Token(true, matcher.group(1)));
            from = matcher.end();
        }
        tokens.add(new Token(false, text.substring(from)));
    }

    /** Renders {@code text} with {@code data}; throws {@link RenderingException} when something is missing. */
    static String render(String text, JsonNode data) {
        var template = new Template(text);
        var out = new StringBuilder();
        int end = template.block(0, List.of(data), out, true);
        if (end != template.tokens.size()) {
            throw new RenderingException(
                    "Unexpected tag {{" + template.tokens.get(end).text() + "}}");
        }
        return out.toString();
    }

    /** Writes tokens from {@code at} to the end of the block; returns where its end or {@code else} stands. */
    private int block(int at, List<JsonNode> scopes, StringBuilder out, boolean live) {
        int i = at;
        while (i < tokens.size()) {
            var token = tokens.get(i);
            if (!token.tag()) {
                if (live) {
                    out.append(token.text());
                }
                i++;
            } else if (token.text().startsWith("/") || token.text().equals("else")) {
                return i;
            } else if (token.text().startsWith("#")) {
                i = section(i, scopes, out, live);
            } else {
                if (live && !token.text().startsWith("!")) {
                    out.append(text(required(token.text(), scopes)));
                }
                i++;
            }
        }
        return i;
    }

    private int section(int at, List<JsonNode> scopes, StringBuilder out, boolean live) {
        var words = tokens.get(at).text().substring(1).trim().split("\\s+", 2);
        if (words.length < 2 || !List.of("if", "unless", "each").contains(words[0])) {
            throw new RenderingException("Unsupported tag {{" + tokens.get(at).text() + "}}");
        }
        var value = find(words[1], scopes);
        int end;
        boolean holds;
        if (words[0].equals("each")) {
            holds = value != null && value.isArray() && !value.isEmpty();
            end = block(at + 1, scopes, new StringBuilder(), false);
            if (live && holds && value != null) {
                for (var element : value) {
                    block(at + 1, with(scopes, element), out, true);
                }
            }
        } else {
            holds = truthy(value) == words[0].equals("if");
            end = block(at + 1, scopes, out, live && holds);
        }
        if (end < tokens.size() && tokens.get(end).text().equals("else")) {
            end = block(end + 1, scopes, out, live && !holds);
        }
        if (end >= tokens.size() || !tokens.get(end).text().equals("/" + words[0])) {
            throw new RenderingException("{{#" + words[0] + "}} is not closed");
        }
        return end + 1;
    }

    private static List<JsonNode> with(List<JsonNode> scopes, JsonNode element) {
        var result = new ArrayList<JsonNode>();
        result.add(element);
        result.addAll(scopes);
        return result;
    }

    private static JsonNode required(String path, List<JsonNode> scopes) {
        var value = find(path, scopes);
        if (value == null || value.isNull()) {
            throw new RenderingException("Attribute '" + path + "' is not present in the rendering data.");
        }
        return value;
    }

    private static @org.jspecify.annotations.Nullable JsonNode find(String path, List<JsonNode> scopes) {
        if (path.equals("this") || path.equals(".")) {
            return scopes.getFirst();
        }
        var names = path.startsWith("this.") ? path.substring(5).split("\\.") : path.split("\\.");
        for (var scope : scopes) {
            var value = scope;
            for (var name : names) {
                value = value == null ? null : value.get(name);
            }
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static boolean truthy(@org.jspecify.annotations.Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return false;
        }
        return switch (value.getNodeType()) {
            case BOOLEAN -> value.asBoolean();
            case NUMBER -> value.asDouble() != 0;
            case STRING -> !value.asString().isEmpty();
            case ARRAY -> !value.isEmpty();
            default -> true;
        };
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asString() : value.toString();
    }
}
