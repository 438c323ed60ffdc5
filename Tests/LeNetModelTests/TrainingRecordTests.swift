import LeNetCatalog
import LeNetModel
import LeNetText
import Testing

@Suite struct TrainingRecordTests {
  static let record = TrainingRecord(
    recipe: "d2l", settings: .object(["batchSize": .integer(64), "learningRate": .number(0.9)]),
    dataset: "mnist", sha256: ["train-labels": "65a5", "train-images": "ba89"], seed: .max,
    instructions: "avx2", version: "0.1.0", epochs: 10, steps: 9_380)

  @Test("The record survives its JSON, the largest seed included")
  func roundTrip() throws {
    let text = """
      {"dataset":"mnist","epochs":10,"instructions":"avx2","recipe":"d2l",\
      "seed":18446744073709551615,"settings":{"batchSize":64,"learningRate":0.9},\
      "sha256":{"train-images":"ba89","train-labels":"65a5"},"steps":9380,"version":"0.1.0"}
      """
    #expect(Self.record.json.text == text)
    #expect(try TrainingRecord(json: try JSON(reading: text)) == Self.record)
    #expect(try JSON(encoding: Self.record).decoded(as: TrainingRecord.self) == Self.record)
  }

  static let defects: [(String, JSON?, String)] = [
    ("recipe", nil, "a text"), ("settings", nil, "a value"), ("dataset", .integer(1), "a text"),
    ("sha256", .object(["a": .integer(1)]), "texts by file name"),
    ("seed", .integer(-1), "a whole number from 0 up"),
    ("seed", .number(0.5), "a whole number from 0 up"), ("instructions", .null, "a text"),
    ("version", nil, "a text"), ("epochs", .integer(-1), "a whole number from 0 up"),
    ("steps", .string("1"), "a whole number from 0 up"),
  ]

  @Test("A wrong value is named with its key", arguments: defects)
  func defect(key: String, value: JSON?, expected: String) throws {
    guard case .object(var values) = Self.record.json else {
      Issue.record("the record is no object")
      return
    }
    values[key] = value
    let text = "the training record's '\(key)' is missing or wrong; expected \(expected)"
    #expect(sentence { _ = try TrainingRecord(json: .object(values)) } == text)
  }
}
