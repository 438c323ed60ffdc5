import Foundation
import LeNet
import LeNetCommand
import Testing

@Suite("lenet watch", .serialized)
struct WatchCommandTests {
  /// A run of some seconds.
  private func start(
    _ folder: TemporaryFolder, epochs: Int = 60, _ more: [String] = []
  ) throws -> LeNetProcess {
    let fixture = try Fixture.shared.get()
    return try LeNetProcess(
      ["train", "--data", fixture.data, "--epochs", "\(epochs)", "--batch-size", "10", "--json"]
        + more, in: folder.path)
  }

  @Test("It follows the latest run, a line an epoch, and ends with it")
  func follows() throws {
    let folder = try TemporaryFolder()
    let run = try start(folder)
    #expect(run.waitForOutput(#""epoch":1,"#))
    let result = try LeNetProcess.run(["watch", "--interval", "0.05"], in: folder.path)
    #expect(try run.wait().status == 0)
    #expect(result.status == 0 && result.errors.isEmpty, "\(result)")
    let epochs = result.lines.filter { $0.hasPrefix("epoch ") }
    #expect(epochs.count == 60 && epochs.first?.hasPrefix("epoch 1/60, loss ") == true)
    #expect(
      result.lines.dropLast().last?.hasPrefix("runs/lenet5-pytorch-1 is complete, test") == true)
    #expect(!result.output.contains("\u{1B}"))
  }

  @Test("A terminal gets curves, a bar and a speed; NO_COLOR takes the colour away")
  func terminal() throws {
    let fixture = try Fixture.shared.get()
    for (variable, isPainted) in [("", true), ("1", false)] {
      let terminal = try PseudoTerminal(columns: 100)
      let result = try LeNetProcess.run(
        ["watch", fixture.run], environment: ["NO_COLOR": variable, "TERM": "xterm"],
        output: terminal.program)
      let text = try terminal.close()
      #expect(result.status == 0)
      #expect(text.contains("training loss") && text.contains("validation accuracy in %"))
      #expect(text.contains("images/s") && text.contains("━") && text.contains("is complete"))
      #expect(text.unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) })
      #expect(text.contains("\u{1B}[1m") == isPainted)
    }
  }

  @Test("A window too small for curves has the line alone", arguments: [20, 39] as [UInt16])
  func narrow(columns: UInt16) throws {
    let fixture = try Fixture.shared.get()
    let terminal = try PseudoTerminal(columns: columns)
    let result = try LeNetProcess.run(
      ["watch", fixture.run], environment: ["TERM": "xterm"], output: terminal.program)
    let text = try terminal.close()
    #expect(result.status == 0 && text.contains("epoch 3/3") && !text.contains("training loss"))
  }

  @Test("Ctrl-C leaves quietly with 130, and the run goes on")
  func interrupted() throws {
    let folder = try TemporaryFolder()
    let run = try start(folder, epochs: 200)
    #expect(run.waitForOutput(#""epoch":1,"#))
    let watch = try LeNetProcess(["watch", "--interval", "0.05"], in: folder.path)
    #expect(watch.waitForOutput("epoch 2/200"))
    watch.send(SIGINT)
    let left = try watch.wait()
    #expect(left.status == 130 && left.errors.isEmpty)
    run.send(SIGINT)
    #expect(try run.wait().status == 130)
  }

  @Test("A run that is stopped, and one that is taken away, end the watch with a sentence")
  func ends() throws {
    let folder = try TemporaryFolder()
    let run = try start(folder, epochs: 500)
    #expect(run.waitForOutput(#""epoch":1,"#))
    let watch = try LeNetProcess(["watch", "--interval", "0.05"], in: folder.path)
    #expect(watch.waitForOutput("epoch 2/500"))
    run.send(SIGINT)
    _ = try run.wait()
    let stopped = try watch.wait()
    #expect(stopped.status == 0 && stopped.output.contains("was stopped after"), "\(stopped)")

    let second = try start(folder, epochs: 500)
    #expect(second.waitForOutput(#""epoch":1,"#))
    let other = try LeNetProcess(["watch", "--interval", "0.05"], in: folder.path)
    #expect(other.waitForOutput("epoch 2/500"))
    try FileManager.default.moveItem(
      atPath: folder.file("runs/lenet5-pytorch-2"), toPath: folder.file("moved"))
    let gone = try other.wait()
    #expect(gone.status == 1 && gone.errors.contains("no longer exists"), "\(gone)")
    second.send(SIGKILL)
    _ = try second.wait()
  }

  @Test("A run that failed ends the watch with its reason and status 1")
  func failed() throws {
    let folder = try TemporaryFolder()
    let fixture = try Fixture.shared.get()
    let run = try LeNetProcess.run(
      fixture.trainOptions + ["--learning-rate", "1e6", "--output", "run"], in: folder.path)
    #expect(run.status == 1, "\(run)")
    let watch = try LeNetProcess.run(["watch", "run"], in: folder.path)
    #expect(watch.status == 1 && watch.errors.isEmpty, "\(watch)")
    #expect(watch.output.hasPrefix("run failed: "), "\(watch)")
  }

  @Test("A run that goes on after a stop is told from its first epoch to its last, each once")
  func resumed() throws {
    let folder = try TemporaryFolder()
    let run = try start(folder, epochs: 40)
    #expect(run.waitForOutput(#""epoch":2,"#))
    run.send(SIGINT)
    #expect(try run.wait().status == 130)
    let again = try start(
      folder, epochs: 40, ["--output", "runs/lenet5-pytorch-1", "--resume"])
    #expect(again.waitForOutput(#""epoch":4,"#))
    let watch = try LeNetProcess(["watch", "--interval", "0.05"], in: folder.path)
    #expect(try again.wait().status == 0)
    let result = try watch.wait()
    #expect(result.status == 0 && result.errors.isEmpty, "\(result)")
    let epochs = result.output.split(separator: "\n").filter { $0.hasPrefix("epoch ") }
      .compactMap { $0.dropFirst(6).prefix { $0.isNumber } }.compactMap { Int($0) }
    #expect(epochs == Array(1...40), "\(epochs)")
  }

  @Test("Of several runs that which still trains is followed, though a newer one is complete")
  func latest() throws {
    let folder = try TemporaryFolder()
    let run = try start(folder, epochs: 500)
    #expect(run.waitForOutput(#""epoch":1,"#))
    // The time of a start is told in whole seconds.
    usleep(1_100_000)
    let other = try start(folder, epochs: 1).wait()
    #expect(other.status == 0, "\(other.errors)")
    let watch = try LeNetProcess(["watch", "--interval", "0.05"], in: folder.path)
    #expect(watch.waitForOutput("epoch 2/500"))
    run.send(SIGINT)
    _ = try run.wait()
    let ended = try watch.wait()
    #expect(ended.output.contains("runs/lenet5-pytorch-1 was stopped after"), "\(ended)")
    let after = try LeNetProcess.run(["watch"], in: folder.path)
    #expect(after.output.contains("runs/lenet5-pytorch-2 is complete"), "\(after)")
  }

  @Test("A run that was cut back and goes on tells those epochs again")
  func cutBack() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(atPath: fixture.run, toPath: folder.file("run"))
    // Whoever holds the lock trains.
    let lock = open(folder.file("run/.lock"), O_RDWR | O_CREAT, 0o644)
    #expect(flock(lock, LOCK_EX) == 0)
    let metrics = folder.text("run/metrics.jsonl")
    let first = try #require(
      metrics.components(separatedBy: "\n").first { $0.contains(#""event":"epoch""#) })
    let watch = try LeNetProcess(["watch", "run", "--interval", "0.05"], in: folder.path)
    #expect(watch.waitForOutput("epoch 3/3"))
    for text in [first + "\n", metrics] {
      try folder.write(text, to: "next")
      #expect(rename(folder.file("next"), folder.file("run/metrics.jsonl")) == 0)
      usleep(1_000_000)
    }
    close(lock)
    let result = try watch.wait()
    let epochs = result.lines.filter { $0.hasPrefix("epoch ") }.map { $0.prefix(9) }
    #expect(
      epochs == ["epoch 1/3", "epoch 2/3", "epoch 3/3", "epoch 2/3", "epoch 3/3"], "\(result)")
    #expect(result.lines.dropLast().last?.hasPrefix("run is complete") == true)
  }

  @Test(
    "What cannot be watched is said in one sentence, with status 2",
    arguments: [
      (["nothing"], "no folder nothing"), (["."], "no run below ."), ([], "no folder runs"),
      (["--interval", "0"], "--interval is 0"),
    ])
  func refused(arguments: [String], says: String) throws {
    let folder = try TemporaryFolder()
    let result = try LeNetProcess.run(["watch"] + arguments, in: folder.path)
    #expect(result.status == 2 && result.errors.contains(says), "\(result)")
  }

  @Test("A curve in dots: ends, a straight line, and without Unicode")
  func plot() {
    let line = CurvePlot(points: [(0, 0), (1, 1)], xRange: 0...1, yRange: 0...1)
    #expect(line.lines(columns: 4, rows: 2, unicode: true) == ["  ⡠⠊", "⡠⠊  "])
    #expect(line.lines(columns: 3, rows: 3, unicode: false) == ["  *", " * ", "*  "])
    let flat = CurvePlot(points: [(0, 5)], xRange: 0...1, yRange: 0...1)
    #expect(flat.lines(columns: 2, rows: 1, unicode: true) == ["⠁ "])
    #expect(
      CurvePlot(points: [], upTo: 3, within: 0...1).lines(columns: 2, rows: 1, unicode: true) == [
        "  "
      ])
    let wild = CurvePlot(
      points: [(0, .nan), (.infinity, 1), (1, 1e300), (2, -1e300)], upTo: 3, within: 0...100)
    #expect(wild.lines(columns: 5, rows: 3, unicode: true).allSatisfy { $0.count == 5 })
    #expect(line.lines(columns: 0, rows: 3, unicode: true).isEmpty)
  }
}
