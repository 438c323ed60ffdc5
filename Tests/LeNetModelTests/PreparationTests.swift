import LeNetModel
import LeNetText
import Testing

@Suite struct PreparationTests {
  static let grey = Preparation(
    rows: 32, columns: 32, resizeMode: .pad, mean: [0.1307], standardDeviation: [0.3081])
  static let colour = Preparation(
    rows: 32, columns: 30, resizeMode: .resize, mean: [0.5, 0.25, 0],
    standardDeviation: [0.5, 1, 2])

  @Test("A number for one map, a list for several")
  func json() throws {
    #expect(
      Self.grey.json.text
        == #"{"mean":0.1307,"resizeMode":"pad","size":[32,32],"standardDeviation":0.3081}"#)
    #expect(
      Self.colour.json.text
        == #"{"mean":[0.5,0.25,0],"resizeMode":"resize","size":[32,30],"standardDeviation":[0.5,1,2]}"#
    )
    for preparation in [Self.grey, Self.colour] {
      #expect(try Preparation(json: preparation.json) == preparation)
      #expect(try JSON(encoding: preparation).decoded(as: Preparation.self) == preparation)
    }
  }

  @Test("A preparation for an input repeats one number for every map, and keeps lists")
  func forInput() {
    let plain = Preparation(for: Shape(3, 32, 30))
    #expect(plain.rows == 32 && plain.columns == 30 && plain.resizeMode == .none)
    #expect(plain.mean == [0, 0, 0] && plain.standardDeviation == [1, 1, 1])
    let listed = Preparation(
      for: Shape(3, 32, 30), resizeMode: .resize, mean: [0.5, 0.25, 0],
      standardDeviation: [0.5, 1, 2])
    #expect(listed == Self.colour)
    #expect(Preparation(for: Shape(1, 9, 8)) == Preparation(rows: 9, columns: 8))
  }

  static let defects = [
    ("[]", "expected an object with mean, resizeMode, size, standardDeviation"),
    (
      #"{"scale": 1}"#, "'scale' is not known; expected mean, resizeMode, size, standardDeviation"
    ),
    (#"{"size": [32]}"#, "'size' is not [rows, columns]"),
    (
      #"{"size": [32, 32], "resizeMode": "crop"}"#,
      "'resizeMode' is not one of none, pad, resize, shrink"
    ),
    (#"{"size": [32, 32], "resizeMode": "pad"}"#, "'mean' is missing"),
    (
      #"{"size": [32, 32], "resizeMode": "pad", "mean": "x"}"#,
      "'mean' is not a number or a list of one per map"
    ),
    (
      #"{"size": [32, 32], "resizeMode": "pad", "mean": 0, "standardDeviation": []}"#,
      "'standardDeviation' is not a number or a list of one per map"
    ),
  ]

  @Test("A defect is named with its key", arguments: defects)
  func defect(text: String, problem: String) throws {
    let json = try JSON(reading: text)
    #expect(
      sentence { _ = try Preparation(json: json) }
        == "the preparation does not fit: \(problem)")
  }

  @Test("It must fit the network's input")
  func check() throws {
    try Self.grey.check(for: Shape(1, 32, 32))
    try Self.colour.check(for: Shape(3, 32, 30))
    let defects: [(Preparation, String)] = [
      (Self.colour, "'size' is 32x30; expected the network's 3x32x32"),
      (
        Preparation(
          rows: 32, columns: 32, resizeMode: .none, mean: [0], standardDeviation: [1, 1, 1]),
        "'mean' has 1 numbers; expected one for each of 3 maps"
      ),
      (
        Preparation(
          rows: 32, columns: 32, resizeMode: .none, mean: [0, 0, 0], standardDeviation: [1, 0, 1]),
        "'standardDeviation' must be finite and above 0, not [1.0, 0.0, 1.0]"
      ),
      (
        Preparation(
          rows: 32, columns: 32, resizeMode: .none, mean: [0, .nan, 0],
          standardDeviation: [1, 1, 1]),
        "'mean' must be finite, not [0.0, nan, 0.0]"
      ),
      (
        Preparation(
          rows: 32, columns: 32, resizeMode: .none, mean: [0, 0, 0],
          standardDeviation: [1, 1, 1e40]),
        "'standardDeviation' must be finite and above 0, not [1.0, 1.0, 1e+40]"
      ),
    ]
    for (preparation, problem) in defects {
      #expect(
        sentence { try preparation.check(for: Shape(3, 32, 32)) }
          == "the preparation does not fit: \(problem)")
    }
  }
}
