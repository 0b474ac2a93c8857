/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entities of an RO-Crate's graph (JSON-LD, flat: everything is referred to by its id). */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* (transfer full) */
JsonObject *pt_crate_entity (const char *id, const char *type);
void pt_crate_set_ref (JsonObject *object, const char *name, const char *id);
void pt_crate_add_ref (JsonArray *array, const char *id);
/* Takes @array; an empty one is not said. */
void pt_crate_set_list (JsonObject *object, const char *name, JsonArray *array);
/* NULL and "" are not said. */
void pt_crate_set_text (JsonObject *object, const char *name, const char *text);
/* @at: microseconds since 1970-01-01T00:00Z */
void pt_crate_set_instant (JsonObject *object, const char *name, gint64 at);

G_END_DECLS
