/// What every recorded exchange means by the two contracts (CONTRACT.md, "Errors", and POSTGRESQL.md): a verdict, then the recordings it holds for,
/// by the id that the contracts use (the file's name up to its first dash, or all of it where that is not enough).
///
/// `left` names those that are not held to anything, with the reason.
enum RecordedVerdicts {
  static let reasonsToLeaveOut = [
    "measurement": "timings, races and queue messages: no single exchange with an answer",
    "method": "PATCH, OPTIONS and HEAD, which the client never sends",
    "v2": "API v2, which the client does not use",
  ]

  static let mariadb = """
    yes: 00 01a 01g 01n 01n2 01p 01q 01y 01za 01zb 02a 02b 02c 02d 02e 02f 02g 02h 02h2 02i 02i2 02j 02j2 02j3 02k 02l 02l2 \
      02m 02m2 02n 02n2 02n3 02n4 02n5 02o 02p 02q 02r 02s 02t 02u12 02u14 02u15 02u16 02u17 02u18 02u6 02u7 02v1 02v2 02v3 \
      02v6 02w2 03a 03a2 03a3 03c5 03g 03g10 03g11 03g13 03g14 03g15 03g2 03g4 03g7 03g8 03h2 03h3 03h4 03h5 03j1 03k2 03k3 \
      03k4 03k5 03l2 03l3 03l4 04a 04a2 04a3 04b 04d 04g2 04g4 04g5 04g6 04g7 04h 04h2 04i 04j 04j3 04k 04k2 04k4 04k5 04k6 \
      04k7 04k8 04l 04l2 04l5 04l7 04l8 04l9 05a 05b2 05b3 05b4 05d 05d2 05e 05e2 05e4 05e5 05f 05f4 05f7 05g 05h 05h2 05i 06a \
      06a2 06b 06b2 06b3 06b5 06b6 06c 06d2 06d3 06e 06f 06g 06h 07a 07b 07c 07d2 07g 07g3 07i 07j 07j2 07k 09a2 09b 09b2 09c \
      09c2 09d 09f 09f2 09f3 10a4 10b 10f 10i4 10l 10l2 13a 13b2 13b3 13c 13d 13d2 13d3 13e 13e2 13e3 13e4 13f
    signIn: 01b 01c 01d 01e 01f 01h 01i 01j 01l 01m 01o 01p2 01r 13d4
    notFound: 01u 03b 04e 04g 05a2 05a3 05c3 05e3 07l
    stale: 04c 04c2 04c3 04c4 04c5 04h3 04i2 04i3 10j4 13b
    alreadyCreated: 03j2
    retry: 06i 07m 07m2 10a 10a2 10a3 10a5 10h 10h2 10i3 10k 10k2 10k3
    ambiguous: 10g
    refused 301 -: 10c 10c2
    refused 400 -: 07f
    refused 403 PermissionError: 01k 01v 01w 01z 02n6 02u11 02u13 02u3 02v4 02w1 03b4 03c 03c2 03c3 03c4 05b 05e6 06d 07j3 09a \
      09e 13a2 13a3 13a4
    refused 404 -: 01x
    refused 409 DuplicateEntryError: 03i 03i2 03i4 10j3
    refused 409 NameError: 03l
    refused 413 -: 07h2 10e
    refused 414 -: 10d 10d2
    refused 417 CannotChangeConstantError: 04g3 04i4
    refused 417 CharacterLengthExceededError: 03g9 03h
    refused 417 DataError: 02u 02u2 02v5 03k
    refused 417 InvalidEmailAddressError: 03g18
    refused 417 InvalidPhoneNumberError: 03g17
    refused 417 LinkExistsError: 05c 05c2
    refused 417 LinkValidationError: 03e 03e2 03e3
    refused 417 MandatoryError: 03d 03d2 03k7 04k3 07g2 10j6
    refused 417 UpdateAfterSubmitError: 05f2
    refused 417 ValidationError: 01p3 01s 01t 02u4 02u5 02u8 03f 03g12 03i3 04f 04h4 04l10 04l11 05f3 05f5 05f6 10i2 10j2
    refused 500 DataError: 03l5 07h
    refused 500 ImportError: 03b2 03b3
    refused 500 JSONDecodeError: 02u10 02u9
    refused 500 KeyError: 04l15
    refused 500 OperationalError: 03g16 03g3 03g5 03g6 06b4 10j5
    refused 500 ProgrammingError: 07j4
    refused 500 TypeError: 02i3 03k6 04j2
    refused 500 ZeroDivisionError: 10i 10j
    left measurement: 11 11b 12
    left method: 04l14 07d 07e
    left v2: 02v7 02v8 02v9 04l12 04l13 04l3 04l4 04l6 08a 08b 08b2 08b3 08b4 08b5 08b6 08c 08c2 08c3 08c4 08d 08e 08e2 08f \
      08f2 08g 08h 08i 08i2 08i3 08j 08k 10i5
    """

  static let postgresql = """
    yes: 03g5 03g6 03i4 20f 20f2 20f6 20f8 20h1 20h5 20i 20i2 20k3 20l2 20o2 20o4 20o5 20t2 20t3 20t4 20t5 21b 23a4 23c2 23d2 \
      23d3 23e3 23e4 23e5 23f9 23g2 24a 24c 25a 27a
    notFound: 20o
    alreadyCreated: 20l 34-unique-traceback-off-cold
    retry: 02v3 06b4 22e 25c 33a 33b
    ambiguous: 03g16 03g3 03j2 03l5 21a 22a 22b 22c 27b 33c
    refused 403 PermissionError: 20m2
    refused 409 DuplicateEntryError: 20k 20k2 34-dup-name-traceback-off-cold
    refused 417 LinkValidationError: 20o3
    refused 417 UniqueValidationError: 28a
    refused 417 ValidationError: 20f5
    refused 500 DatetimeFieldOverflow: 20b 20c2
    refused 500 GroupingError: 23f 23f3 23f4
    refused 500 ImportError: 20m3
    refused 500 InvalidDatetimeFormat: 20a 20c 22f 23b3 23b4 23b5 23b6 23b7 23h5 25d 34-bad-date-traceback-off-cold \
      34-garbage-list-traceback-off-cold
    refused 500 InvalidTextRepresentation: 20h3 20h4 23a 23a2 23a3 23b8 23b9 30c 30f
    refused 500 NumericValueOutOfRange: 20e
    refused 500 ParserError: 20f3 20f4
    refused 500 StringDataRightTruncation: 20j
    refused 500 SyntaxError: 23g7
    refused 500 UndefinedColumn: 20n3
    refused 500 UndefinedFunction: 20h6 23b 23b2 23c3 30e
    refused 500 UniqueViolation: 28b
    refused 500 ValueError: 03h5 20g
    left measurement: 26 29 31 32 35
    left v2: 04l4
    """
}
