/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of the kinds, for the list of them; everybody else asks pt-schema.h. */
#pragma once

#include "pt-schema.h"

G_BEGIN_DECLS

extern const PtRecordKind pt_record_kind_logbook;
extern const PtRecordKind pt_record_kind_entry;
extern const PtRecordKind pt_record_kind_learning;
extern const PtRecordKind pt_record_kind_question;
extern const PtRecordKind pt_record_kind_challenge;
extern const PtRecordKind pt_record_kind_experiment;
extern const PtRecordKind pt_record_kind_stakeholder;
extern const PtRecordKind pt_record_kind_involvement;
extern const PtRecordKind pt_record_kind_consent;
extern const PtRecordKind pt_record_kind_outcome;
extern const PtRecordKind pt_record_kind_measurement;
extern const PtRecordKind pt_record_kind_mechanism;
extern const PtRecordKind pt_record_kind_resource;
extern const PtRecordKind pt_record_kind_action;
extern const PtRecordKind pt_record_kind_narrative;
extern const PtRecordKind pt_record_kind_passage;
extern const PtRecordKind pt_record_kind_release;
extern const PtRecordKind pt_record_kind_link;
extern const PtRecordKind pt_record_kind_attachment;
extern const PtRecordKind pt_record_kind_comment;

G_END_DECLS
