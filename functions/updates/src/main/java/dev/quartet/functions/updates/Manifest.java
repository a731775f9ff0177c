package dev.quartet.functions.updates;

import dev.quartet.functions.common.InvalidJsonException;
import dev.quartet.functions.common.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a release consists of: {@code {files [{path, size, sha256}]}}.
 *
 * @param files by path, at least one
 */
record Manifest(List<ReleaseFile> files) {
    /** Of the manifest itself, in bytes. */
    static final int MAX_BYTES = 1 << 20;

    private static final int MAX_FILES = 1_000;

    /** @throws RejectedException naming what is wrong */
    Manifest {
        if (files.isEmpty() || files.size() > MAX_FILES) {
            throw new RejectedException(
                    "The release has %d files; allowed are 1 to %d.".formatted(files.size(), MAX_FILES));
        }
        files = files.stream().sorted(Comparator.comparing(ReleaseFile::path)).toList();
        // Folders on some systems do not tell cases apart; neither shall a release's meaning.
        Set<String> seen = new HashSet<>();
        for (ReleaseFile file : files) {
            if (!seen.add(file.path().toLowerCase(Locale.ROOT))) {
                throw new RejectedException("The path " + file.path() + " is there twice.");
            }
            if (file.path().equalsIgnoreCase(ReleaseId.MANIFEST)) {
                throw new RejectedException("The path " + ReleaseId.MANIFEST + " is the manifest's own.");
            }
        }
        for (ReleaseFile file : files) {
            for (int slash = file.path().indexOf('/');
                    slash > 0;
                    slash = file.path().indexOf('/', slash + 1)) {
                String folder = file.path().substring(0, slash);
                if (seen.contains(folder.toLowerCase(Locale.ROOT))) {
                    throw new RejectedException("The path " + folder + " is a file and a folder.");
                }
            }
        }
    }

    /** @throws RejectedException if it is not a manifest */
    static Manifest of(byte[] json) {
        Map<String, @Nullable Object> manifest;
        try {
            manifest = Json.object(json);
        } catch (InvalidJsonException e) {
            throw new RejectedException(ReleaseId.MANIFEST + " " + e.getMessage() + ".");
        }
        if (!manifest.keySet().equals(Set.of("files")) || !(manifest.get("files") instanceof List<?> given)) {
            throw new RejectedException(
                    ReleaseId.MANIFEST + " must be {files [{path, size, sha256}]} and nothing else.");
        }
        List<ReleaseFile> files = new ArrayList<>();
        for (Object file : given) {
            files.add(ReleaseFile.of(file));
        }
        return new Manifest(files);
    }

    List<Map<String, Object>> json() {
        return files.stream().map(ReleaseFile::json).toList();
    }

    /** In one spelling, whatever order and spaces the publisher used. */
    byte[] bytes() {
        Map<String, @Nullable Object> whole = new LinkedHashMap<>();
        whole.put("files", json());
        return Json.bytes(whole);
    }
}
