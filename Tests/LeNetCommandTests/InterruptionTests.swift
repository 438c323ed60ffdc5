import Foundation
import Testing

@Suite("Interrupted runs", .serialized)
struct InterruptionTests {
  /// A run of about a second.
  private static func longRun(_ fixture: Fixture) -> [String] {
    [
      "train", "--data", fixture.data, "--epochs", "100", "--batch-size", "10",
      "--validation", "100", "--json", "--output", "run",
    ]
  }

  /// The model file of the run without interruption.
  private static let whole = Swift.Result {
    let folder = try TemporaryFolder()
    let result = try LeNetProcess.run(longRun(Fixture.shared.get()), in: folder.path)
    guard result.status == 0, let model = folder.bytes("run/model.safetensors") else {
      throw Fixture.Failure(description: result.errors)
    }
    return model
  }

  @Test(
    "After a signal the run is resumed to the same model",
    arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGKILL, 137)] as [(Int32, Int32)])
  func signals(signal: Int32, status: Int32) throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let run = try LeNetProcess(Self.longRun(fixture), in: folder.path)
    #expect(run.waitForOutput(#""epoch":3,"#))
    run.send(signal)
    let stopped = try run.wait()
    #expect(stopped.status == status, "\(stopped.errors)")
    if signal != SIGKILL {
      #expect(stopped.errors.contains("saved in run; resume with: lenet train"))
      #expect(stopped.errors.contains(#""status":\#(status)}"#), "\(stopped.errors)")
    }
    let resumed = try LeNetProcess.run(
      ["train", "--data", fixture.data, "--output", "run", "--resume", "--json"], in: folder.path)
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(resumed.output.contains(#""event":"resumed""#), "\(resumed.output)")
    #expect(folder.bytes("run/model.safetensors") == (try Self.whole.get()))
  }

  @Test("A second signal ends the run at once, without saving")
  func secondSignal() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let run = try LeNetProcess(Self.longRun(fixture), in: folder.path)
    #expect(run.waitForOutput(#""epoch":3,"#))
    // Both arrive together when the stopped program is let go on.
    for signal in [SIGSTOP, SIGINT, SIGTERM, SIGCONT] { run.send(signal) }
    let stopped = try run.wait()
    #expect([130, 143].contains(stopped.status))
    #expect(stopped.errors.isEmpty)
    let resumed = try LeNetProcess.run(Self.longRun(fixture) + ["--resume"], in: folder.path)
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(folder.bytes("run/model.safetensors") == (try Self.whole.get()))
  }

  @Test("A reader that goes away ends the run, which says how to go on")
  func closedPipe() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let result = try LeNetProcess.run(
      Self.longRun(fixture), in: folder.path, output: pipe.fileHandleForWriting)
    #expect(result.status == 141)
    #expect(result.errors.contains("saved in run; resume with: lenet train"), "\(result)")
    #expect(result.errors.hasPrefix("{") && result.errors.contains(#""status":141"#))
    let text = Pipe()
    try text.fileHandleForReading.close()
    let options = Self.longRun(fixture).filter { $0 != "--json" } + ["--resume"]
    let again = try LeNetProcess.run(options, in: folder.path, output: text.fileHandleForWriting)
    #expect(again.status == 141, "\(again)")
    #expect(again.errors.contains("saved in run; resume with: lenet train"), "\(again)")
    let resumed = try LeNetProcess.run(Self.longRun(fixture) + ["--resume"], in: folder.path)
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(folder.bytes("run/model.safetensors") == (try Self.whole.get()))
  }

  @Test("The printed command is the one that goes on")
  func printedCommand() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let run = try LeNetProcess(
      ["train", "--data", fixture.data, "--epochs", "200", "--json"], in: folder.path)
    #expect(run.waitForOutput(#""epoch":1,"#))
    run.send(SIGINT)
    let stopped = try run.wait()
    #expect(
      stopped.errors.contains(
        "resume with: lenet train --data \(fixture.data) --epochs 200 --json "
          + "--output runs/lenet5-pytorch-1 --resume"), "\(stopped.errors)")
  }
}
