package dev.quartet.local.apigateway.http;

import java.util.List;
import java.util.Map;

/** An answer: status, header fields in order (a name may occur more than once), body. Not to be changed. */
record Reply(int status, List<Map.Entry<String, String>> fields, byte[] body) {}
