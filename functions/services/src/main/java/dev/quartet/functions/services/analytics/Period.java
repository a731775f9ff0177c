package dev.quartet.functions.services.analytics;

import dev.quartet.functions.common.FieldError;
import dev.quartet.functions.common.Problem;
import dev.quartet.functions.common.ProxyRequest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;

/** Days in UTC, both ends included. */
record Period(LocalDate from, LocalDate to) {
    private static final int MAX_DAYS = 92;
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    /** What a request's {@code from} and {@code to} say; today where they say nothing. */
    static Period of(ProxyRequest request, Clock clock) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate to = date(request, "to", today);
        LocalDate from = date(request, "from", to.isBefore(today) ? to : today);
        if (from.isAfter(to)) {
            throw invalid("from", "is after to");
        }
        if (ChronoUnit.DAYS.between(from, to) >= MAX_DAYS) {
            throw invalid("from", "is more than " + MAX_DAYS + " days before the end of to");
        }
        return new Period(from, to);
    }

    private static LocalDate date(ProxyRequest request, String name, LocalDate otherwise) {
        String text = request.query().get(name);
        if (text == null) {
            return otherwise;
        }
        if (DATE.matcher(text).matches()) {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException e) {
                // There is no such day: told below.
            }
        }
        throw invalid(name, "is not a date such as 2026-03-01");
    }

    private static RuntimeException invalid(String parameter, String message) {
        return Problem.of(400, "Invalid Parameter", "The query parameter " + parameter + " " + message + ".")
                .withErrors(List.of(new FieldError(parameter, message)))
                .exception();
    }

    List<LocalDate> days() {
        return from.datesUntil(to.plusDays(1)).toList();
    }
}
