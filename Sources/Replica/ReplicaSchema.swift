import Domain
import GRDB

/// The tables, and how an older file becomes a present one. Every step is a transaction of its own with the version in it.
enum ReplicaSchema {
  typealias Step = @Sendable (Database) throws -> Void

  /// Step i takes a file from version i to i + 1. Steps that have been released are never changed.
  static let steps: [Step] = [first, second, third, stepTimes, searchFolded]
  static var version: Int { steps.count }

  static func found(_ db: Database) throws -> Int { try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0 }

  static func check(_ db: Database) throws {
    let found = try found(db)
    if found > version { throw ReplicaFailure.newerSchema(found: found, supported: version) }
  }

  /// Two processes may migrate at once: the version is read again inside the transaction.
  static func migrate(_ db: Database, steps: [Step] = Self.steps) throws {
    for (index, step) in steps.enumerated() {
      try db.inTransaction(.immediate) {
        let found = try found(db)
        if found > steps.count { throw ReplicaFailure.newerSchema(found: found, supported: steps.count) }
        if found == index {
          try step(db)
          try db.execute(sql: "PRAGMA user_version = \(index + 1)")
        }
        return .commit
      }
    }
  }

  private static let first: Step = { db in
    try db.execute(
      sql: """
        CREATE VIRTUAL TABLE job_search USING fts5(name, subject, customer, phone, address, notes, \
          tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');

        CREATE TABLE identity(site TEXT NOT NULL, user TEXT NOT NULL);
        -- Counts up with every change of what it names, so that what was decoded can be kept until then.
        CREATE TABLE revision(topic TEXT NOT NULL PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE watermark(kind TEXT NOT NULL PRIMARY KEY, modified TEXT NOT NULL) WITHOUT ROWID;
        -- What the site called a document before its name was given to another, or it went.
        CREATE TABLE former(kind TEXT NOT NULL, name TEXT NOT NULL, modified TEXT NOT NULL, creation TEXT NOT NULL, \
          PRIMARY KEY(kind, name, modified)) WITHOUT ROWID;

        CREATE TABLE intent(
          position INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, group_id TEXT NOT NULL, verb TEXT NOT NULL,
          kind TEXT NOT NULL, key TEXT NOT NULL, is_local INTEGER NOT NULL, creation TEXT, action TEXT NOT NULL,
          changes TEXT NOT NULL, base_modified TEXT, state TEXT NOT NULL DEFAULT 'waiting', is_uncertain INTEGER NOT NULL DEFAULT 0,
          applied_modified TEXT, words TEXT, conflicts TEXT, theirs_user TEXT, theirs_modified TEXT,
          attempts INTEGER NOT NULL DEFAULT 0, accepted_at INTEGER NOT NULL);
        CREATE INDEX intent_document ON intent(kind, key);
        CREATE INDEX intent_group ON intent(group_id);

        CREATE TABLE undo_step(
          position INTEGER PRIMARY KEY AUTOINCREMENT, console TEXT NOT NULL, group_id TEXT NOT NULL UNIQUE,
          verb TEXT NOT NULL, is_undone INTEGER NOT NULL DEFAULT 0);
        CREATE INDEX undo_step_console ON undo_step(console, position);
        CREATE TABLE undo_edit(
          group_id TEXT NOT NULL, number INTEGER NOT NULL, intent_id TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL,
          is_local INTEGER NOT NULL, creation TEXT, action TEXT NOT NULL, changes TEXT NOT NULL, outcome TEXT NOT NULL,
          PRIMARY KEY(group_id, number)) WITHOUT ROWID;
        CREATE INDEX undo_edit_intent ON undo_edit(intent_id);
        CREATE INDEX undo_edit_document ON undo_edit(kind, key);
        """)
    for kind in DocumentKind.allCases {
      try db.execute(sql: DocumentTable.of(kind).creationSQL)
      try db.execute(sql: departure(kind, "departed", "DELETE"))
      try db.execute(sql: departure(kind, "replaced", "UPDATE OF creation", when: "WHEN OLD.creation <> NEW.creation"))
    }
    try db.execute(sql: indexes)
  }

  /// What became of local ids, for whoever still holds one when the document has got its name.
  private static let second: Step = { db in
    try db.execute(
      sql: """
        CREATE TABLE alias(local TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, creation TEXT, \
        modified TEXT NOT NULL) WITHOUT ROWID
        """)
  }

  /// What the replica need not keep any longer though the site has it: only which version of what, so that comparing with the site
  /// does not bring it back. `place` is the service location that it belongs to, `moment` that before which it was too old.
  private static let third: Step = { db in
    try db.execute(
      sql: """
        CREATE TABLE let_go(kind TEXT NOT NULL, name TEXT NOT NULL, creation TEXT NOT NULL, modified TEXT NOT NULL, place TEXT, \
        moment TEXT NOT NULL, PRIMARY KEY(kind, name)) WITHOUT ROWID;
        CREATE INDEX let_go_place ON let_go(place) WHERE place IS NOT NULL;
        """)
  }

  /// When a step was taken, for the history that people read; unknown for those taken before this.
  private static let stepTimes: Step = { db in try db.execute(sql: "ALTER TABLE undo_step ADD COLUMN done_at INTEGER") }

  /// The index holds folded text, so that a search folds as the list's filter does; every job goes through it again.
  private static let searchFolded: Step = { db in
    try db.execute(
      sql: """
        DROP TABLE job_search;
        CREATE VIRTUAL TABLE job_search USING fts5(name, subject, customer, phone, address, notes, \
          tokenize = "unicode61 remove_diacritics 0", prefix = '2 3');
        UPDATE job SET unsearched = 1;
        CREATE INDEX job_location ON job(service_location) WHERE service_location IS NOT NULL;
        CREATE INDEX job_equipment ON job(equipment) WHERE equipment IS NOT NULL;
        """)
  }

  /// A document that went, or whose name now belongs to another, takes the edits that wait for it along: they are parked in the
  /// same transaction. One that the site has applied already is left to its confirmation.
  private static func departure(_ kind: DocumentKind, _ name: String, _ event: String, when: String = "") -> String {
    """
    CREATE TRIGGER \(kind.rawValue)_\(name) AFTER \(event) ON \(DocumentTable.of(kind).name) \(when) BEGIN
      INSERT OR REPLACE INTO former(kind, name, modified, creation) VALUES('\(kind.rawValue)', OLD.name, OLD.modified, OLD.creation);
      UPDATE intent SET state = 'deleted' WHERE kind = '\(kind.rawValue)' AND key = OLD.name AND is_local = 0
        AND creation = OLD.creation AND state <> 'applied';
    END
    """
  }

  private static let indexes = """
    CREATE INDEX job_start ON job(scheduled_start);
    CREATE INDEX job_unfinished ON job(scheduled_start, technician) WHERE status IS NULL OR status NOT IN ('Done', 'Cancelled');
    CREATE INDEX job_number ON job(number);
    CREATE INDEX job_creation ON job(creation);
    CREATE INDEX job_unsearched ON job(unsearched) WHERE unsearched = 1;
    CREATE INDEX equipment_location ON equipment(service_location);
    CREATE INDEX subscription_location ON subscription(service_location);
    """
}
