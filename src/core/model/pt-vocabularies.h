/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vocabularies by name, for the tables of fields; others find them through a field or by id. */
#pragma once

#include "pt-schema.h"

G_BEGIN_DECLS

extern const PtVocabulary pt_vocabulary_sharing;
extern const PtVocabulary pt_vocabulary_lang;
extern const PtVocabulary pt_vocabulary_logbook_kind;
extern const PtVocabulary pt_vocabulary_logbook_status;
extern const PtVocabulary pt_vocabulary_logbook_reporting_period;
extern const PtVocabulary pt_vocabulary_logbook_legal_basis;
extern const PtVocabulary pt_vocabulary_challenge_phase;
extern const PtVocabulary pt_vocabulary_challenge_status;
extern const PtVocabulary pt_vocabulary_experiment_stage;
extern const PtVocabulary pt_vocabulary_experiment_status;
extern const PtVocabulary pt_vocabulary_experiment_decision;
extern const PtVocabulary pt_vocabulary_experiment_embedding;
extern const PtVocabulary pt_vocabulary_experiment_values_check;
extern const PtVocabulary pt_vocabulary_stakeholder_kind;
extern const PtVocabulary pt_vocabulary_stakeholder_helix;
extern const PtVocabulary pt_vocabulary_knowledge;
extern const PtVocabulary pt_vocabulary_consent_act;
extern const PtVocabulary pt_vocabulary_consent_form;
extern const PtVocabulary pt_vocabulary_consent_given_by;
extern const PtVocabulary pt_vocabulary_consent_uses;
extern const PtVocabulary pt_vocabulary_consent_reach;
extern const PtVocabulary pt_vocabulary_involvement_role;
extern const PtVocabulary pt_vocabulary_involvement_level;
extern const PtVocabulary pt_vocabulary_entry_kind;
extern const PtVocabulary pt_vocabulary_entry_valence;
extern const PtVocabulary pt_vocabulary_entry_story_use;
extern const PtVocabulary pt_vocabulary_question_kind;
extern const PtVocabulary pt_vocabulary_order;
extern const PtVocabulary pt_vocabulary_question_status;
extern const PtVocabulary pt_vocabulary_question_answer_confidence;
extern const PtVocabulary pt_vocabulary_learning_valence;
extern const PtVocabulary pt_vocabulary_learning_reach;
extern const PtVocabulary pt_vocabulary_learning_strength;
extern const PtVocabulary pt_vocabulary_learning_status;
extern const PtVocabulary pt_vocabulary_outcome_status;
extern const PtVocabulary pt_vocabulary_outcome_level;
extern const PtVocabulary pt_vocabulary_outcome_theme;
extern const PtVocabulary pt_vocabulary_outcome_change_kind;
extern const PtVocabulary pt_vocabulary_outcome_direction;
extern const PtVocabulary pt_vocabulary_outcome_expected;
extern const PtVocabulary pt_vocabulary_outcome_horizon;
extern const PtVocabulary pt_vocabulary_outcome_contribution_strength;
extern const PtVocabulary pt_vocabulary_measurement_method;
extern const PtVocabulary pt_vocabulary_mechanism_status;
extern const PtVocabulary pt_vocabulary_resource_direction;
extern const PtVocabulary pt_vocabulary_resource_kind;
extern const PtVocabulary pt_vocabulary_resource_unit;
extern const PtVocabulary pt_vocabulary_resource_status;
extern const PtVocabulary pt_vocabulary_action_type;
extern const PtVocabulary pt_vocabulary_action_status;
extern const PtVocabulary pt_vocabulary_narrative_audience;
extern const PtVocabulary pt_vocabulary_narrative_name_policy;
extern const PtVocabulary pt_vocabulary_narrative_status;
extern const PtVocabulary pt_vocabulary_passage_basis;
extern const PtVocabulary pt_vocabulary_link_kind;
extern const PtVocabulary pt_vocabulary_attachment_type;
extern const PtVocabulary pt_vocabulary_attachment_shows;
extern const PtVocabulary pt_vocabulary_attachment_sync_policy;
extern const PtVocabulary pt_vocabulary_comment_kind;
/* Read from a data file when the program starts; see pt-themes.c. */
extern PtVocabulary pt_vocabulary_themes;

G_END_DECLS
