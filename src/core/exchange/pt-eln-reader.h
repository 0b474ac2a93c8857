/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The graph of an RO-Crate (ro-crate-metadata.json), read by what it means: any version of its
 * context, types as a word or a list, values as text, number, list, reference or object in place.
 * Knows nothing of records. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

#define PT_ELN_METADATA "ro-crate-metadata.json"

typedef struct _PtEln PtEln;

PtEln *pt_eln_parse (GBytes *metadata, GError **error);
void pt_eln_free (PtEln *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PtEln, pt_eln_free)

/* What the crate itself is; never NULL. */
JsonObject *pt_eln_root (PtEln *self);
/* All entities in the order of the file; borrowed GPtrArray of JsonObject. */
GPtrArray *pt_eln_entities (PtEln *self);

const char *pt_eln_id (JsonObject *entity); /* as written; "" when it has none */
bool pt_eln_is (JsonObject *entity, const char *type);

/* (transfer container): GPtrArray of JsonObject: what @property names or holds; a reference to
 * what is not in the graph is an object with only its @id. */
GPtrArray *pt_eln_list (PtEln *self, JsonObject *entity, const char *property);

/* (transfer full) (nullable): @property as text for people, lists joined by ", ", references by
 * their names; NULL when there is none or it is empty. */
char *pt_eln_text (PtEln *self, JsonObject *entity, const char *property);
/* (transfer full): likewise, each value by itself; a text is split at commas when @split. */
GPtrArray *pt_eln_texts (PtEln *self, JsonObject *entity, const char *property, bool split);
/* (transfer full): what to call it: name, parts of a name, other names, its id. */
char *pt_eln_name (PtEln *self, JsonObject *entity);

G_END_DECLS
