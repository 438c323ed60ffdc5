import Foundation
import LeNetArchives
import LeNetEvaluation
import Testing

@Suite("lenet evaluate")
struct EvaluateCommandTests {
  @Test("The agreed keys, and more only where asked for")
  func json() throws {
    let fixture = try Fixture.shared.get()
    let command = ["evaluate", fixture.model, "--data", fixture.data, "--json"]
    let keys = [
      "accuracy", "architectures", "data", "errors", "examplesPerSecond", "loss", "split", "total",
    ]
    let plain = try #require(try LeNetProcess.run(command).objects().first)
    #expect(plain.keys.sorted() == keys)
    #expect(plain["total"] as? Int == 100 && plain["split"] as? String == "test")
    #expect((plain["architectures"] as? [String])?.count == 1)
    let more = try LeNetProcess.run(command + ["--per-class", "--confusion"])
    let object = try #require(try more.objects().first)
    #expect(object.keys.sorted() == (keys + ["classes", "confusion"]).sorted())
    let rows = try #require(object["confusion"] as? [[Int]])
    #expect(rows.count == 10 && rows.allSatisfy { $0.reduce(0, +) == 10 })
  }

  @Test(
    "Each part has its images", arguments: [("test", 100), ("validation", 100), ("training", 500)])
  func parts(part: String, count: Int) throws {
    let fixture = try Fixture.shared.get()
    let result = try LeNetProcess.run(
      ["evaluate", fixture.model, "--data", fixture.data, "--split", part, "--json"])
    let object = try #require(try result.objects().first)
    #expect(object["total"] as? Int == count)
  }

  @Test("Lines for people")
  func text() throws {
    let fixture = try Fixture.shared.get()
    let result = try LeNetProcess.run(
      ["evaluate", fixture.model, "--data", fixture.data, "--per-class", "--confusion"])
    #expect(result.status == 0 && result.errors.isEmpty)
    #expect(result.lines.first == "lenet5-pytorch on digits, test split")
    for words in ["accuracy ", " errors in 100)", "class  images  right", "truth down"] {
      #expect(result.output.contains(words), "\(words) in \(result.output)")
    }
  }

  @Test("Another normalization than the model's changes the loss, and is said")
  func normalization() throws {
    let fixture = try Fixture.shared.get()
    let command = ["evaluate", fixture.model, "--data", fixture.data, "--json"]
    let own = try LeNetProcess.run(command)
    let same = try LeNetProcess.run(command + ["--mean", "0.1307", "--std", "0.3081"])
    #expect(same.errors.isEmpty)
    let loss = try #require(try own.objects().first?["loss"] as? Double)
    #expect(try same.objects().first?["loss"] as? Double == loss)
    let other = try LeNetProcess.run(command + ["--mean", "0.5", "--std", "0.25"])
    let figures = try #require(try other.objects().first)
    #expect(figures["loss"] as? Double != loss)
    #expect(
      figures["mean"] as? [Double] == [0.5] && figures["standardDeviation"] as? [Double] == [0.25])
    #expect(
      other.errors == """
        lenet: note: images normalized with mean 0.5, standard deviation 0.25; the model was trained with \
        0.1307 and 0.3081

        """)
    let wrong = try LeNetProcess.run(command + ["--std", "0"])
    #expect(wrong.status == 2 && wrong.errors.contains("--std is 0; expected"))
  }

  @Test("There is one device", arguments: ["evaluate", "predict"])
  func device(command: String) throws {
    let result = try LeNetProcess.run([command, "x.safetensors", "--device", "cuda:0"])
    #expect(result.status == 2)
    #expect(
      result.errors.contains("--device is cuda:0, but lenet computes on the CPU"), "\(result)")
  }

  @Test("The answers go into arrays for NumPy where the file is called so")
  func arrays() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let command = ["evaluate", fixture.model, "--data", fixture.data, "--json", "--answers"]
    _ = try LeNetProcess.run(command + ["a.csv"], in: folder.path)
    let result = try LeNetProcess.run(command + ["a.npz"], in: folder.path)
    #expect(result.status == 0, "\(result)")
    let archive = try ZipArchive([UInt8](try #require(folder.bytes("a.npz"))))
    #expect(
      archive.members.map(\.path) == ["index.npy", "labels.npy", "answers.npy", "scores.npy"])
    let numbers = try archive.members.map { member in
      try archive.open(member, limit: 1 << 20).all().dropFirst(128)
    }
    #expect(numbers.map(\.count) == [400, 400, 400, 4000])
    // The CSV file names the classes, which are the digits.
    let rows = try #require(folder.bytes("a.csv")).split(separator: 10).dropFirst().map {
      String(decoding: $0, as: UTF8.self).split(separator: ",").compactMap { Float($0) }
    }
    for column in 0...2 {
      let whole = Array(numbers[column]).withUnsafeBytes { Array($0.bindMemory(to: Int32.self)) }
      #expect(whole == rows.map { Int32($0[column]) })
    }
    let scores = Array(numbers[3]).withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    #expect(scores == rows.flatMap { $0[4...] })
  }

  @Test("Every image's answer goes to a file that agrees with the count of errors")
  func answers() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let result = try LeNetProcess.run(
      ["evaluate", fixture.model, "--data", fixture.data, "--json", "--answers", "a.csv"],
      in: folder.path)
    let errors = try #require(try result.objects().first?["errors"] as? Int)
    let rows = folder.text("a.csv").split(separator: "\n").map { $0.split(separator: ",") }
    #expect(
      rows.first == ["index", "truth", "answer", "confidence"] + (0..<10).map { "score \($0)" })
    #expect(rows.count == 101)
    #expect(rows.dropFirst().count { $0[1] != $0[2] } == errors)
    // Image by image the classes of the data, in their order.
    #expect(rows.dropFirst().map { String($0[1]) } == (0..<100).map { "\($0 % 10)" })
    #expect(rows.dropFirst().map { String($0[0]) } == (0..<100).map { "\($0)" })
    for row in rows.dropFirst() {
      #expect((0.1...1.0001).contains(try #require(Double(row[3]))))
      // The answer has the greatest score, which is its confidence.
      let scores = row.dropFirst(4).compactMap { Double($0) }
      #expect(scores.count == 10 && scores.max() == Double(row[3]))
      #expect(scores.firstIndex(of: scores.max() ?? 0) == Int(row[2]))
    }
  }

  @Test("Rejection and committees, for programs and for people")
  func rejection() throws {
    let fixture = try Fixture.shared.get()
    let command = ["evaluate", fixture.model, fixture.model, "--data", fixture.data]
    let result = try LeNetProcess.run(command + ["--reject-to", "1", "--json"])
    let object = try #require(try result.objects().first)
    let rejection = try #require(object["rejection"] as? [String: Any])
    #expect(rejection.keys.sorted() == ["errorRate", "errors", "rejected"])
    #expect(rejection["errorRate"] as? Double == 0.01)
    let (rejected, errors) = (rejection["rejected"] as? Int, rejection["errors"] as? Int)
    #expect(try #require(errors) * 100 <= 100 - (try #require(rejected)))
    // A committee of the same network twice answers as it does alone.
    let alone = try LeNetProcess.run(["evaluate", fixture.model, "--data", fixture.data, "--json"])
    #expect(object["errors"] as? Int == (try alone.objects().first?["errors"] as? Int))
    let text = try LeNetProcess.run(command + ["--reject-to", "1"])
    #expect(text.lines.first == "lenet5-pytorch + lenet5-pytorch on digits, test split")
    #expect(text.output.contains("rejecting "))
  }
}
