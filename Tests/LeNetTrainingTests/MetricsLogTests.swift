import Foundation
import LeNet
import LeNetText
import Testing

@Suite("The log of a run")
struct MetricsLogTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(
    "A program that cuts or moves it costs no run, and is told once", arguments: [true, false])
  func changedByOthers(isCut: Bool) throws {
    let path = folder.file("run/\(RunFolder.metricsName)")
    var steps = 0
    let (outcome, events) = try TinyRun(folder.file("run")).run(beforeStep: {
      steps += 1
      guard steps == 7, FileManager.default.fileExists(atPath: path) else { return }
      if isCut {
        truncate(path, 0)
      } else {
        rename(path, path + ".1")
      }
    })
    #expect(outcome.isFinished)
    let warnings = events.compactMap { event -> String? in
      if case .warning(let sentence) = event { sentence } else { nil }
    }
    // A new file has the lines from there on, and nothing of the old one is missing in the moved one.
    let bytes = try folder.bytes("run/\(RunFolder.metricsName)")
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    #expect(!lines.isEmpty)
    #expect(lines.allSatisfy { $0.first == UInt8(ascii: "{") && $0.last == UInt8(ascii: "}") })
    #expect(warnings.count == 1)
    #expect(warnings.first?.contains("another program has changed the file \(path)") == true)
  }
}
