package dev.quartet.dashboard.figure;

import dev.quartet.dashboard.metric.TimeRange;
import dev.quartet.dashboard.stack.ExportsUnavailableException;
import java.time.Clock;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The headline figures as JSON; errors are RFC 9457 problems. */
@RestController
final class FiguresController {
    private final FigureService figures;
    private final Clock clock;

    FiguresController(FigureService figures, Clock clock) {
        this.figures = figures;
        this.clock = clock;
    }

    @GetMapping("/api/figures")
    ResponseEntity<Figures> figures(@RequestParam(defaultValue = "PT1H") String range) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(figures.read(TimeRange.parse(range).checked(clock.instant())));
    }

    @ExceptionHandler
    ProblemDetail invalid(IllegalArgumentException e) {
        return problem(HttpStatus.BAD_REQUEST, e);
    }

    @ExceptionHandler({IllegalStateException.class, ExportsUnavailableException.class})
    ProblemDetail unavailable(RuntimeException e) {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, e);
    }

    private static ProblemDetail problem(HttpStatus status, Exception e) {
        return ProblemDetail.forStatusAndDetail(status, String.valueOf(e.getMessage()));
    }
}
