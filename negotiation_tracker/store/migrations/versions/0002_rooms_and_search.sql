CREATE TABLE authorised_offer (
	id INTEGER NOT NULL, 
	uid TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	rev INTEGER NOT NULL, 
	deleted_at TEXT, 
	handling TEXT NOT NULL, 
	confidence_of_id INTEGER, 
	embargo_until TEXT, 
	tags TEXT NOT NULL, 
	negotiation_id INTEGER NOT NULL, 
	session_id INTEGER, 
	engagement_id INTEGER, 
	from_id INTEGER NOT NULL, 
	authorised_by_id INTEGER, 
	authorised_on TEXT NOT NULL, 
	authorised_at TEXT, 
	terms TEXT NOT NULL, 
	conditions TEXT NOT NULL, 
	kept_back TEXT NOT NULL, 
	valid_until TEXT, 
	valid_until_at TEXT, 
	status TEXT NOT NULL, 
	conveyed_on TEXT, 
	conveyed_at TEXT, 
	conveyed_as_id INTEGER, 
	response TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (uid), 
	FOREIGN KEY(confidence_of_id) REFERENCES participant (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(negotiation_id) REFERENCES negotiation (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(session_id) REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(engagement_id) REFERENCES mediator_engagement (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(from_id) REFERENCES participant (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(authorised_by_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(conveyed_as_id) REFERENCES proposal (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT ck_authorised_offer_created_at CHECK ("created_at" GLOB '????-??-??T??:??:??.??????Z'), 
	CONSTRAINT ck_authorised_offer_updated_at CHECK ("updated_at" GLOB '????-??-??T??:??:??.??????Z'), 
	CONSTRAINT ck_authorised_offer_deleted_at CHECK ("deleted_at" GLOB '????-??-??T??:??:??.??????Z'), 
	CONSTRAINT ck_authorised_offer_handling CHECK ("handling" IN ('public', 'parties', 'party', 'team', 'mediation_joint', 'mediation_caucus', 'mediator_only', 'privileged', 'off_record')), 
	CONSTRAINT ck_authorised_offer_embargo_until CHECK ("embargo_until" IS NULL OR "embargo_until" IS date("embargo_until", '+0 days')), 
	CONSTRAINT ck_authorised_offer_authorised_on CHECK (instr("authorised_on", '/') IN (3, 11) AND instr("authorised_on", ' {') IN (6, 14, 22) AND (substr("authorised_on", 1, instr("authorised_on", '/') - 1) = '..' OR substr("authorised_on", 1, instr("authorised_on", '/') - 1) IS date(substr("authorised_on", 1, instr("authorised_on", '/') - 1), '+0 days'))), 
	CONSTRAINT ck_authorised_offer_terms CHECK (length("terms") > 0), 
	CONSTRAINT ck_authorised_offer_valid_until CHECK (instr("valid_until", '/') IN (3, 11) AND instr("valid_until", ' {') IN (6, 14, 22) AND (substr("valid_until", 1, instr("valid_until", '/') - 1) = '..' OR substr("valid_until", 1, instr("valid_until", '/') - 1) IS date(substr("valid_until", 1, instr("valid_until", '/') - 1), '+0 days'))), 
	CONSTRAINT ck_authorised_offer_status CHECK ("status" IN ('open', 'conveyed', 'lapsed', 'withdrawn')), 
	CONSTRAINT ck_authorised_offer_conveyed_on CHECK (instr("conveyed_on", '/') IN (3, 11) AND instr("conveyed_on", ' {') IN (6, 14, 22) AND (substr("conveyed_on", 1, instr("conveyed_on", '/') - 1) = '..' OR substr("conveyed_on", 1, instr("conveyed_on", '/') - 1) IS date(substr("conveyed_on", 1, instr("conveyed_on", '/') - 1), '+0 days')))
)
 STRICT;
CREATE TABLE new_table_entry (
	id INTEGER NOT NULL, 
	uid TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	created_by TEXT NOT NULL, 
	updated_at TEXT NOT NULL, 
	rev INTEGER NOT NULL, 
	deleted_at TEXT, 
	handling TEXT NOT NULL, 
	confidence_of_id INTEGER, 
	embargo_until TEXT, 
	tags TEXT NOT NULL, 
	session_id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	occurred_at TEXT, 
	logged_at TEXT, 
	kind TEXT NOT NULL, 
	participant_id INTEGER, 
	speaker_id INTEGER, 
	text TEXT NOT NULL, 
	verbatim INTEGER NOT NULL, 
	proposal_id INTEGER, 
	document_id INTEGER, 
	corrects_id INTEGER, 
	author TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (uid), 
	FOREIGN KEY(confidence_of_id) REFERENCES participant (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(session_id) REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(participant_id) REFERENCES participant (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(speaker_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(proposal_id) REFERENCES proposal (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(document_id) REFERENCES document (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(corrects_id) REFERENCES table_entry (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT ck_table_entry_created_at CHECK ("created_at" GLOB '????-??-??T??:??:??.??????Z'), 
	CONSTRAINT ck_table_entry_updated_at CHECK ("updated_at" GLOB '????-??-??T??:??:??.??????Z'), 
	CONSTRAINT ck_table_entry_deleted_at CHECK ("deleted_at" GLOB '????-??-??T??:??:??.??????Z'), 
	CONSTRAINT ck_table_entry_handling CHECK ("handling" IN ('public', 'parties', 'party', 'team', 'mediation_joint', 'mediation_caucus', 'mediator_only', 'privileged', 'off_record')), 
	CONSTRAINT ck_table_entry_embargo_until CHECK ("embargo_until" IS NULL OR "embargo_until" IS date("embargo_until", '+0 days')), 
	CONSTRAINT ck_table_entry_logged_at CHECK ("logged_at" GLOB '????-??-??T??:??:??.??????Z'), 
	CONSTRAINT ck_table_entry_kind CHECK ("kind" IN ('convene', 'arrive', 'depart', 'statement', 'question', 'answer', 'info_request', 'info_response', 'proposal_passed', 'explained', 'supposal', 'hold', 'reject', 'agree_in_concept', 'ta_signed', 'withdraw', 'caucus_start', 'caucus_end', 'sidebar', 'sidebar_end', 'break_start', 'break_end', 'exhibit', 'ground_rule', 'off_record_start', 'off_record_end', 'commitment', 'next_date', 'adjourn', 'correction')), 
	CONSTRAINT ck_table_entry_verbatim CHECK ("verbatim" IN (0, 1))
)
 STRICT;
INSERT INTO new_table_entry ("id", "uid", "created_at", "created_by", "updated_at", "rev", "deleted_at", "handling", "confidence_of_id", "embargo_until", "tags", "session_id", "seq", "occurred_at", "logged_at", "kind", "participant_id", "speaker_id", "text", "verbatim", "proposal_id", "document_id", "corrects_id", "author") SELECT "id", "uid", "created_at", "created_by", "updated_at", "rev", "deleted_at", "handling", "confidence_of_id", "embargo_until", "tags", "session_id", "seq", "occurred_at", "logged_at", "kind", "participant_id", "speaker_id", "text", "verbatim", "proposal_id", "document_id", "corrects_id", "author" FROM table_entry;
DROP TABLE table_entry;
ALTER TABLE new_table_entry RENAME TO table_entry;
DROP INDEX ix_session_negotiation_id_date_id;
CREATE INDEX ix_negotiation_deleted ON negotiation (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_related_negotiation_deleted ON related_negotiation (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_organization_deleted ON organization (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_person_deleted ON person (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_alias_deleted ON alias (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_person_contact_deleted ON person_contact (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_participant_deleted ON participant (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_bargaining_unit_deleted ON bargaining_unit (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_affiliation_deleted ON affiliation (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_team_seat_deleted ON team_seat (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_user_profile_deleted ON user_profile (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_mediator_engagement_deleted ON mediator_engagement (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_mediator_state_deleted ON mediator_state (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_authorised_offer_authorised_by_id ON authorised_offer (authorised_by_id);
CREATE INDEX ix_authorised_offer_confidence_of_id ON authorised_offer (confidence_of_id);
CREATE INDEX ix_authorised_offer_conveyed_as_id ON authorised_offer (conveyed_as_id);
CREATE INDEX ix_authorised_offer_deleted ON authorised_offer (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_authorised_offer_engagement_id ON authorised_offer (engagement_id);
CREATE INDEX ix_authorised_offer_from_id ON authorised_offer (from_id);
CREATE INDEX ix_authorised_offer_negotiation_id ON authorised_offer (negotiation_id);
CREATE INDEX ix_authorised_offer_session_id ON authorised_offer (session_id);
CREATE INDEX ix_session_deleted ON session (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_session_negotiation_id_deleted_at_date_id ON session (negotiation_id, deleted_at, date, id);
CREATE INDEX ix_session_negotiation_id_number ON session (negotiation_id, number);
CREATE INDEX ix_attendance_deleted ON attendance (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_table_entry_confidence_of_id ON table_entry (confidence_of_id);
CREATE INDEX ix_table_entry_corrects_id ON table_entry (corrects_id);
CREATE INDEX ix_table_entry_deleted ON table_entry (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_table_entry_document_id ON table_entry (document_id);
CREATE INDEX ix_table_entry_participant_id ON table_entry (participant_id);
CREATE INDEX ix_table_entry_proposal_id ON table_entry (proposal_id);
CREATE INDEX ix_table_entry_session_id ON table_entry (session_id);
CREATE INDEX ix_table_entry_session_id_seq_id ON table_entry (session_id, seq, id);
CREATE INDEX ix_table_entry_speaker_id ON table_entry (speaker_id);
CREATE INDEX ix_entry_issue_deleted ON entry_issue (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_issue_deleted ON issue (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_issue_raiser_deleted ON issue_raiser (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_proposal_deleted ON proposal (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_proposal_negotiation_id_code_number ON proposal (negotiation_id, CAST(substr(code, 2) AS INTEGER)) WHERE deleted_at IS NULL AND code GLOB '[Pp][0-9]*';
CREATE INDEX ix_counter_deleted ON counter (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_proposal_item_deleted ON proposal_item (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_item_tie_deleted ON item_tie (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_term_deleted ON term (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_proposal_action_deleted ON proposal_action (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_tentative_agreement_deleted ON tentative_agreement (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_agreement_issue_deleted ON agreement_issue (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_agreement_basis_deleted ON agreement_basis (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_signoff_deleted ON signoff (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_approval_deleted ON approval (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_event_deleted ON event (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_event_actor_deleted ON event_actor (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_event_negotiation_deleted ON event_negotiation (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_statement_deleted ON statement (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_statement_issue_deleted ON statement_issue (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_source_deleted ON source (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_segment_deleted ON segment (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_document_deleted ON document (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_citation_deleted ON citation (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_figure_deleted ON figure (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_dispute_deleted ON dispute (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_dispute_member_deleted ON dispute_member (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_private_note_deleted ON private_note (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_follow_up_deleted ON follow_up (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ix_export_log_deleted ON export_log (deleted_at) WHERE deleted_at IS NOT NULL;
