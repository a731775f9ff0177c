package dev.quartet.functions.services.imports;

import dev.quartet.functions.common.Figures;
import dev.quartet.functions.common.Logs;
import dev.quartet.functions.data.Reopened;
import dev.quartet.functions.services.events.Envelope;
import dev.quartet.functions.services.events.ImportedOrder;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Reads one file: good lines go into the queue, bad ones into the report. May die at any point and be done again: orders that are in the
 * queue are not sent again but for the last few, which bear the same ids then; the report comes out the same.
 */
final class FileImport {
    static final long MAX_BYTES = 128L << 20;
    static final long MAX_LINES = 1_000_000;
    /** After so many lines it is noted how far the queue has them. */
    private static final long NOTED = 2_000;

    private final Reopened<S3Client> s3;
    private final Imports imports;
    private final Sender sender;
    private final OutcomeFile outcomeFile;
    private final Logs logs;
    private final Figures figures;

    FileImport(
            Reopened<S3Client> s3,
            Imports imports,
            Sender sender,
            OutcomeFile outcomeFile,
            Logs logs,
            Figures figures) {
        this.s3 = s3;
        this.imports = imports;
        this.sender = sender;
        this.outcomeFile = outcomeFile;
        this.logs = logs;
        this.figures = figures;
    }

    /** @throws RuntimeException if a service fails, which another try may cure */
    void run(Upload upload) throws IOException {
        Imports.Progress progress = imports.begin(upload);
        if (progress.read()) {
            figures.count("DuplicatesIgnored");
            logs.info("the file was read before", Map.of("import", upload.id()));
        } else {
            read(upload, progress.sentLine());
        }
        outcomeFile.writeIfDue(upload.id(), upload.bucket());
    }

    private void read(Upload upload, long sentLine) throws IOException {
        try (ResponseInputStream<GetObjectResponse> in = s3.get()
                        .getObject(get ->
                                get.bucket(upload.bucket()).key(upload.key()).versionId(upload.versionId()));
                ListFile rejected = new ListFile("rejected")) {
            Reading reading = new Reading(upload, rejected, sentLine);
            if (in.response().contentLength() > MAX_BYTES) {
                rejected.add(
                        1,
                        "the file has " + in.response().contentLength() + " bytes; allowed are at most " + MAX_BYTES
                                + "; nothing was imported");
                in.abort();
            } else {
                reading.all(in);
            }
            finish(upload, reading, rejected);
        } catch (NoSuchKeyException e) {
            // Deleted since: there is nothing left to try again.
            logs.warn("the file is gone", Map.of("import", upload.id()));
        }
    }

    private void finish(Upload upload, Reading reading, ListFile rejected) throws IOException {
        Map<String, Object> totals = new LinkedHashMap<>();
        totals.put("lines", reading.lines);
        totals.put("accepted", reading.accepted);
        rejected.put(s3.get(), upload.bucket(), "reports/" + upload.name() + ".json", totals);
        if (imports.read(upload, reading.lines, reading.accepted, rejected.size())) {
            figures.count("ImportLinesAccepted", reading.accepted);
            figures.count("ImportLinesRejected", rejected.size());
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("import", upload.id());
        fields.put("correlationId", upload.correlationId(1));
        fields.putAll(totals);
        fields.put("rejected", rejected.size());
        fields.put("sent", reading.sent);
        logs.info("read a file", fields);
    }

    /** One walk through the file. */
    private final class Reading {
        private final Upload upload;
        private final ListFile rejected;
        private final long sentLine;
        private final List<ImportedOrder> round = new ArrayList<>();
        private long lines;
        private long accepted;
        private long sent;
        private long noted;

        Reading(Upload upload, ListFile rejected, long sentLine) {
            this.upload = upload;
            this.rejected = rejected;
            this.sentLine = sentLine;
        }

        void all(InputStream in) throws IOException {
            LineReader reader = new LineReader(in);
            if (!header(reader.next())) {
                return;
            }
            LineReader.Line line;
            long last = 1;
            while ((line = reader.next()) != null) {
                if (!line.tooLong() && line.bytes().length == 0) {
                    continue;
                }
                if (lines == MAX_LINES) {
                    rejected.add(line.number(), "more than " + MAX_LINES + " lines; from here on nothing was imported");
                    break;
                }
                lines++;
                last = line.number();
                take(line);
            }
            send(last);
        }

        private boolean header(LineReader.@org.jspecify.annotations.Nullable Line line) {
            try {
                if (line == null) {
                    throw new Row.RefusedException("the file is empty; its first line must be customer,sku,quantity");
                }
                Row.checkHeader(line);
                return true;
            } catch (Row.RefusedException e) {
                rejected.add(1, String.valueOf(e.getMessage()));
                return false;
            }
        }

        private void take(LineReader.Line line) {
            try {
                Row row = Row.of(line);
                accepted++;
                if (line.number() > sentLine) {
                    round.add(order(row, line.number()));
                }
            } catch (Row.RefusedException e) {
                rejected.add(line.number(), String.valueOf(e.getMessage()));
            }
            if (round.size() == Sender.ROUND) {
                send(line.number());
            }
        }

        private void send(long line) {
            sender.send(round);
            sent += round.size();
            round.clear();
            if (line - noted >= NOTED && line > sentLine) {
                imports.sent(upload, line);
                noted = line;
            }
        }

        private ImportedOrder order(Row row, long line) {
            Envelope envelope = new Envelope(upload.id() + "/" + line, upload.time(), upload.correlationId(line));
            return new ImportedOrder(
                    envelope,
                    new ImportedOrder.Source(upload.name(), line),
                    row.customer(),
                    List.of(new ImportedOrder.Line(row.sku(), row.quantity())));
        }
    }
}
