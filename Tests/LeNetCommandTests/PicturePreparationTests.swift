import Foundation
import LeNet
import LeNetEvaluation
import Testing

@Suite("How runs prepared their picture files")
struct PicturePreparationTests {
  /// A folder of pictures of dark ink, two classes of twenty: a bar, and two bars; and runs of a step on them.
  private static func runs(_ preparations: [String]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for number in 0..<40 {
      let bars = number % 2 == 0 ? [12..<16] : [8..<12, 24..<28]
      var file = Array("P5 40 40 255\n".utf8)
      for place in 0..<1600 {
        let (row, column) = (place / 40, place % 40)
        let isInk = 6 + number / 4..<34 ~= row && bars.contains { $0 ~= column }
        file.append(isInk ? 20 : 230)
      }
      try folder.write(file, to: "bars/\(number % 2 == 0 ? "one" : "two")/\(number).pgm")
    }
    for (number, preparation) in preparations.enumerated() {
      let result = try LeNetProcess.run(
        [
          "train", "--data", "bars", "--preparation", preparation, "--steps", "1", "--batch-size",
          "9",
          "--output", "run-\(number)",
        ], in: folder.path)
      #expect(result.status == 0, "\(result.errors)")
    }
    return folder
  }

  @Test("Runs that prepared them otherwise are not compared by their answers, and that is told")
  func different() throws {
    let folder = try Self.runs(["digit", "resize"])
    let result = try LeNetProcess.run(
      ["runs", "compare", "run-0", "run-1", "--data", "bars"], in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("prepared the picture files differently, digit and resize"))
    #expect(
      result.lines.contains {
        $0.split(separator: " ").joined(separator: " ") == "preparation digit resize"
      })
  }

  @Test(
    "Runs that resized them are compared on resized ones, without an option",
    arguments: [[], ["digit"]])
  func same(option: [String]) throws {
    let folder = try Self.runs(["resize", "resize"])
    let result = try LeNetProcess.run(
      ["runs", "compare", "run-0", "run-1", "--data", "bars"]
        + option.flatMap { ["--preparation", $0] }, in: folder.path)
    guard option.isEmpty else {
      #expect(result.status == 2)
      #expect(result.errors.contains("but the runs were trained with resize"), "\(result.errors)")
      return
    }
    #expect(result.status == 0 && result.output.contains("McNemar's test on "), "\(result)")
    let measured = try LeNetProcess.run(
      [
        "evaluate", "run-0/model.safetensors", "--data", "bars", "--preparation", "resize",
        "--json",
      ], in: folder.path)
    let errors = try #require(try measured.objects().first?["errors"] as? Int)
    let total = try #require(try measured.objects().first?["total"] as? Int)
    let compared = try LeNetProcess.run(
      ["runs", "compare", "run-0", "run-1", "--data", "bars", "--json"], in: folder.path)
    let tests = try #require(try compared.objects().first?["mcnemar"] as? [[String: Any]])
    // The same network twice: what is not right in both is right in none.
    #expect(tests.first?["both"] as? Int == total - errors)
    #expect(tests.first?["neither"] as? Int == errors)
  }
}
