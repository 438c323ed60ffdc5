import Foundation
import LeNetRandom
import Testing

/// The promise of the same bits, on the program as it ships.
@Suite("The same bits", .serialized)
struct SameBitsTests {
  /// Runs whose batches fill several slices, between them with everything random: batch
  /// normalization, dropout, distortion.
  static let runs: [[String]] = [
    [
      "--recipe", "pytorch", "--rotation", "10", "--shift", "2", "--elastic", "1",
      "--batch-size", "100",
    ],
    ["--architecture", "lenet5-d2l", "--batch-normalization", "all", "--batch-size", "150"],
    ["--recipe", "keras", "--batch-size", "97"],
  ]

  private static func options(_ run: [String], _ fixture: Fixture) -> [String] {
    ["train", "--data", fixture.data, "--validation", "100", "--json", "--output", "run"] + run
  }

  private static func model(_ options: [String]) throws -> Data? {
    let folder = try TemporaryFolder()
    let result = try LeNetProcess.run(options, in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    return folder.bytes("run/model.safetensors")
  }

  @Test("One to four threads write the same model file", arguments: runs)
  func threads(run: [String]) throws {
    let options = Self.options(run + ["--epochs", "2"], try Fixture.shared.get())
    let models = try (1...4).map { try Self.model(options + ["--threads", "\($0)"]) }
    #expect(models[0] != nil)
    for (threads, model) in zip(1..., models) {
      #expect(model == models[0], "\(threads) threads")
    }
  }

  @Test("Twenty kills at random moments, each resumed to the same model file", arguments: runs)
  func kills(run: [String]) throws {
    let fixture = try Fixture.shared.get()
    let options = Self.options(
      run + ["--epochs", "6", "--checkpoint-every", "0.02"], fixture)
    let clock = ContinuousClock()
    let start = clock.now
    let whole = try #require(try Self.model(options))
    var seconds = (clock.now - start) / .seconds(1)
    let seed: UInt64 = 20
    var random = RandomStream(seed: seed, purpose: .test)
    var killed = 0
    for kill in 1...20 {
      let folder = try TemporaryFolder()
      let moment = random.uniform(in: 0...seconds)
      let threads = 1 + random.below(4)
      let process = try LeNetProcess(
        options + ["--resume", "--threads", "\(threads)"], in: folder.path)
      usleep(UInt32(moment * 1e6))
      process.send(SIGKILL)
      if try process.wait().status == 137 {
        killed += 1
      } else {
        // The first run had a busier machine.
        seconds = min(seconds, moment)
      }
      let resumed = try LeNetProcess.run(options + ["--resume"], in: folder.path)
      #expect(resumed.status == 0, "kill \(kill), seed \(seed): \(resumed.errors)")
      #expect(
        folder.bytes("run/model.safetensors") == whole,
        "kill \(kill) after \(moment) s, \(threads) threads, seed \(seed)")
    }
    #expect(killed >= 10, "only \(killed) of 20 were killed before their end, seed \(seed)")
  }
}
