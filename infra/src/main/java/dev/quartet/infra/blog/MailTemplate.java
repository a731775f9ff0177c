package dev.quartet.infra.blog;

import com.pulumi.aws.ses.Template;
import com.pulumi.aws.ses.TemplateArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.ProgramFiles;
import dev.quartet.infra.core.Scope;

/**
 * A mail in one language: {@code welcome-<language>.txt}, whose first line is the subject, and {@code .html} beside it.
 * SES puts values in as they are, so the HTML has a variable of its own for what visitors typed.
 */
final class MailTemplate {
    private static final String FOLDER = "infra/src/main/mail/";
    private static final String SUBJECT = "Subject: ";

    private final Template template;

    MailTemplate(Resource parent, Scope scope, ProgramFiles files, String language) {
        String name = "welcome-" + language;
        String text = files.text(FOLDER + name + ".txt");
        int end = text.indexOf("\n\n");
        if (!text.startsWith(SUBJECT) || end < 0) {
            throw new IllegalStateException(FOLDER + name + ".txt starts with '"
                    + text.lines().findFirst().orElse("") + "'; allowed: 'Subject: …' and an empty line");
        }
        this.template = new Template(
                name,
                TemplateArgs.builder()
                        .name(scope.names().regional(name))
                        .subject(text.substring(SUBJECT.length(), end))
                        .text(text.substring(end + 2))
                        .html(files.text(FOLDER + name + ".html"))
                        .build(),
                Scope.in(parent));
    }

    Output<String> name() {
        return template.name();
    }

    Output<String> arn() {
        return template.arn();
    }
}
