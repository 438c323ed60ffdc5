import Foundation
import Testing

@Suite("The folder of a sweep")
struct SweepFolderTests {
  @Test("Of two processes in one folder one sweeps and the other is refused")
  func twice() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let long = SweepCommandTests.arguments(fixture, ["--epochs", "12", "--jobs", "1", "--json"])
    func isRefused(_ result: LeNetProcess.Result) -> Bool {
      result.status == 2 && result.errors.split(separator: "\n").count == 1
        && result.errors.contains("nother process is sweeping in sweep; ")
    }
    // At the same moment.
    let both = try (0..<2).map { _ in try LeNetProcess(long, in: folder.path) }
    #expect(both.contains { $0.waitForOutput(#""event":"run""#) })
    for more in [[], ["--resume"]] {
      let third = try LeNetProcess.run(long + more, in: folder.path)
      #expect(isRefused(third), "\(third.errors)")
    }
    both.forEach { $0.send(SIGINT) }
    let ends = try both.map { try $0.wait() }
    #expect(ends.contains { $0.status == 130 } && ends.contains(where: isRefused), "\(ends)")
    let resumed = try (0..<2).map { _ in
      try LeNetProcess(long + ["--resume"], in: folder.path)
    }.map { try $0.wait() }
    let winner = try #require(resumed.first { $0.status == 0 }, "\(resumed)")
    #expect(resumed.contains(where: isRefused), "\(resumed)")
    let whole = try TemporaryFolder()
    let direct = try LeNetProcess.run(long, in: whole.path)
    #expect(winner.lines.suffix(6) == direct.lines.suffix(6))
  }
}
