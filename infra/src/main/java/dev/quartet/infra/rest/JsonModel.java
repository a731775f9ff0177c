package dev.quartet.infra.rest;

/** A request model: JSON Schema draft 4, all that API Gateway knows. Names are letters and digits. */
public record JsonModel(String name, String description, String schema) {}
