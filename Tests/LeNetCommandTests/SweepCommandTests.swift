import Foundation
import LeNet
import LeNetEvaluation
import LeNetText
import Testing

@Suite("lenet sweep")
struct SweepCommandTests {
  static func arguments(_ fixture: Fixture, _ more: [String] = []) -> [String] {
    [
      "sweep", "--data", fixture.data, "--epochs", "2", "--vary", "learning-rate=0.004,0.00000001",
      "--vary", "batch-size=20,50", "--seeds", "2", "--output", "sweep",
    ] + more
  }

  @Test("A table of all settings, the best first, and the test set by the best alone")
  func table() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let result = try LeNetProcess.run(Self.arguments(fixture), in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.lines[0].hasPrefix("learning-rate  batch-size  held-back accuracy"))
    #expect(result.lines[2].contains("0.004"))
    #expect(result.lines[5].contains("0.00000001"))
    #expect(result.output.contains("best: learning-rate 0.004, batch-size "))
    #expect(result.output.contains("its models on the test set: "))
    #expect(result.errors.contains("8 of 8, "))
    for setting in 1...4 {
      for seed in 1...2 {
        for file in ["model.safetensors", "run.json", "curves.svg", "report.html"] {
          #expect(folder.bytes("sweep/00\(setting)/seed-\(seed)/\(file)") != nil, "\(file)")
        }
      }
    }
    // A twelfth of the 600 training images judges.
    let record = try JSON(reading: Array(folder.bytes("sweep/001/seed-1/run.json") ?? Data()))
    #expect(
      record["images"]
        == .object(["training": .integer(550), "validation": .integer(0), "test": .integer(50)]))
    let csv = String(decoding: folder.bytes("sweep/results.csv") ?? Data(), as: UTF8.self)
    #expect(
      csv.hasPrefix("setting,seed,learning-rate,batch-size,accuracy,loss,seconds\n1,1,0.004,20,"))
    #expect(csv.contains("\n2,2,0.004,50,"))
    #expect(csv.split(separator: "\n").count == 9)
    let again = try LeNetProcess.run(Self.arguments(fixture), in: folder.path)
    #expect(again.status == 2 && again.errors.contains("--resume"), "\(again.errors)")
    let resumed = try LeNetProcess.run(Self.arguments(fixture, ["--resume"]), in: folder.path)
    #expect(resumed.status == 0 && resumed.output == result.output, "\(resumed.errors)")
  }

  @Test("Frozen layers are varied, from no model that has seen the images that judge")
  func freeze() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let arguments = [
      "sweep", "--data", fixture.data, "--epochs", "1", "--batch-size", "20",
      "--vary", "freeze=none;C1;C1,C3", "--seeds", "1",
    ]
    let result = try LeNetProcess.run(arguments + ["--output", "sweep"], in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("C1,C3") && result.output.contains("none"))
    let seen = try LeNetProcess.run(
      arguments + ["--weights", fixture.model, "--output", "seen"], in: folder.path)
    #expect(seen.status == 2 && seen.errors.contains("already"), "\(seen.errors)")
  }

  @Test("All trainings start from the model that is given, which no setting may change")
  func start() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    try SyntheticDigits.write(to: folder, name: "others", training: 240, test: 20)
    let arguments = [
      "sweep", "--data", "others", "--steps", "1", "--batch-size", "20", "--vary",
      "learning-rate=0.001,0.002", "--seeds", "1", "--output", "sweep",
    ]
    let wrong = try LeNetProcess.run(arguments + ["--weights", "nowhere"], in: folder.path)
    #expect(wrong.status == 2 && folder.bytes("sweep/sweep.json") == nil, "\(wrong.errors)")
    let result = try LeNetProcess.run(
      arguments + ["--weights", fixture.model, "--new-head"], in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    for setting in ["001", "002"] {
      let record = try JSON(
        reading: Array(folder.bytes("sweep/\(setting)/seed-1/run.json") ?? Data()))
      #expect(record["start"]?["taken"] == .array(["C1", "C3", "F5", "F6"].map(JSON.string)))
      #expect(record["start"]?["new"] == .array([.string("output")]))
    }
    let other = try LeNetProcess.run(
      arguments + ["--weights", fixture.model, "--resume"], in: folder.path)
    #expect(other.status == 2 && other.errors.contains("--new-head"), "\(other.errors)")
    let varied = try LeNetProcess.run(
      arguments + ["--vary", "init=\(fixture.model)"], in: folder.path)
    #expect(varied.status == 2 && varied.errors.contains("give --weights once"), "\(varied.errors)")
  }

  @Test("The same sweep in other words is gone on with, another one is refused for what differs")
  func resume() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let result = try LeNetProcess.run(Self.arguments(fixture), in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    let plan = folder.bytes("sweep/sweep.json")
    func resumed(_ vary: [String], seeds: String = "2", _ more: [String]) throws
      -> LeNetProcess.Result
    {
      try LeNetProcess.run(
        ["sweep", "--resume", "--output", "sweep", "--seeds", seeds] + more
          + vary.flatMap { ["--vary", $0] }, in: folder.path)
    }
    let data = ["--data", fixture.data]
    let rates = "learning-rate=0.00000001,0.0040"
    for more in [
      ["--epochs", "2", "--threads", "1"] + data,
      data + ["--epochs=2", "--threads", "3", "--recipe", "pytorch"],
    ] {
      let same = try resumed(["batch-size=50,20", rates], more)
      #expect(same.status == 0 && same.output == result.output, "\(same.output)\(same.errors)")
    }
    #expect(folder.bytes("sweep/sweep.json") == plan)
    #expect(folder.bytes("sweep/005") == nil)
    for (vary, seeds, more, says) in [
      (["batch-size=50,20", rates], "2", ["--epochs", "2", "--rotation", "3"], "--rotation 3"),
      (["batch-size=50,20", rates], "2", ["--epochs", "3"], "--epochs 3 instead of --epochs 2"),
      (["batch-size=50,20", rates], "3", ["--epochs", "2"], "3 seeds instead of 2"),
      (["batch-size=50,20", rates], "1", ["--epochs", "2"], "has 1 seed instead of 2"),
      (["batch-size=50,30", rates], "2", ["--epochs", "2"], "batch-size 30 instead of 20"),
      ([rates], "2", ["--epochs", "2"], "varied options learning-rate instead of"),
      (
        ["batch-size=50,20", rates], "2", ["--epochs", "2", "--held-back", "30"],
        "30 images held out instead of"
      ),
    ] {
      let other = try resumed(vary, seeds: seeds, data + more)
      #expect(other.status == 2 && other.errors.contains(says), "\(other.errors)")
      #expect(!other.errors.contains("--help"), "\(other.errors)")
    }
    try FileManager.default.copyItem(atPath: fixture.data, toPath: folder.file("copy"))
    let copy = ["--epochs", "2", "--data", "copy"]
    let same = try resumed(["batch-size=50,20", rates], copy)
    #expect(same.status == 0 && same.output == result.output, "\(same.errors)")
    try folder.write(SyntheticDigits.labels(90), to: "copy/t10k-labels-idx1-ubyte")
    try folder.write(SyntheticDigits.images(90), to: "copy/t10k-images-idx3-ubyte")
    let other = try resumed(["batch-size=50,20", rates], copy)
    #expect(other.status == 2)
    #expect(other.errors.contains("this has another t10k-images-idx3-ubyte; "), "\(other.errors)")
    #expect(folder.bytes("sweep/sweep.json") == plan)
  }

  @Test("The command in a run's record trains the same model, file by file")
  func again() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    // The rate is so high that the last epoch is not the best one.
    let result = try LeNetProcess.run(
      [
        "sweep", "--data", fixture.data, "--epochs", "5", "--vary", "learning-rate=0.02,0.03",
        "--batch-size", "20", "--seeds", "2", "--held-back", "60", "--output", "sweep",
      ], in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    for run in ["001/seed-2", "002/seed-1"] {
      let recorded = try RecordedRun(reading: "\(folder.path)/sweep/\(run)")
      let command = try #require(recorded.command)
      let page = folder.text("sweep/\(run)/report.html")
      #expect(page.contains("<pre>\(command)</pre>"), "\(command)")
      let words = command.split(separator: " ").dropFirst().map(String.init)
      let again = try LeNetProcess.run(words + ["--output", "again/\(run)"], in: folder.path)
      #expect(again.status == 0, "\(again.errors)")
      #expect(again.output.contains("60 held-out images"), "\(again.output)")
      #expect(again.output.contains("held-back accuracy"), "\(again.output)")
      let repeated = try RecordedRun(reading: "\(folder.path)/again/\(run)")
      #expect(repeated.keptEpoch == 5 && repeated.holdsBack)
      #expect(repeated.heldBackAccuracy != nil)
      #expect(repeated.heldBackAccuracy == recorded.heldBackAccuracy)
      #expect(
        folder.bytes("again/\(run)/model.safetensors")
          == folder.bytes("sweep/\(run)/model.safetensors"))
      let resumed = try LeNetProcess.run(
        ["train", "--data", fixture.data, "--output", "again/\(run)", "--resume"],
        in: folder.path)
      #expect(resumed.status == 0, "\(resumed.errors)")
      let other = try LeNetProcess.run(
        ["train", "--data", fixture.data, "--output", "again/\(run)", "--resume"]
          + ["--held-back", "50"], in: folder.path)
      #expect(other.status == 2 && other.errors.contains("holds out 60"), "\(other.errors)")
    }
  }

  @Test("Values with commas are parted by semicolons")
  func semicolons() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let result = try LeNetProcess.run(
      [
        "sweep", "--data", fixture.data, "--schedule", "piecewise", "--epochs", "2", "--seeds", "1",
        "--vary", "milestones=1x1,1x0.4;1x0.5,1x0.1;2x1", "--output", "sweep",
      ], in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    let rows = folder.text("sweep/results.csv").split(separator: "\n").dropFirst()
    #expect(rows.count == 3 && rows.first?.hasPrefix("1,1,\"1x1,1x0.4\",") == true, "\(rows)")
  }

  @Test("Lists and comparisons tell figures of held-back images from those of the test set")
  func lists() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let result = try LeNetProcess.run(
      [
        "sweep", "--data", fixture.data, "--epochs", "1", "--vary", "batch-size=20,50",
        "--seeds", "1", "--held-back", "60", "--output", "sweep",
      ], in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    let list = try LeNetProcess.run(["runs", "."], in: folder.path)
    let titles = list.lines[0].split(separator: " ").map(String.init)
    #expect(titles[6...9] == ["validation", "held", "back", "test"], "\(titles)")
    let objects = try LeNetProcess.run(
      ["runs", "sweep", "--sort", "held-back", "--filter", "held-back>=0", "--json"],
      in: folder.path
    ).objects()
    let accuracies = objects.compactMap { $0["heldBackAccuracy"] as? Double }
    #expect(accuracies.count == 2 && accuracies == accuracies.sorted(by: >))
    #expect(
      objects.allSatisfy { $0["validationAccuracy"] is NSNull && $0["testAccuracy"] is NSNull })
    let compared = try LeNetProcess.run(
      ["runs", "compare", "sweep/001/seed-1", "sweep/002/seed-1"], in: folder.path)
    for title in ["held-back accuracy", "held-back errors", "held-back loss"] {
      #expect(compared.lines.contains { $0.hasPrefix(title) }, "\(compared.output)")
    }
    #expect(!compared.lines.contains { $0.hasPrefix("test ") || $0.hasPrefix("validation ") })
    #expect(
      compared.output.contains("no McNemar's test: sweep/001/seed-1 was evaluated on images held"))
  }

  @Test("JSON lines: a run each, a setting each, the end; the runs are judged by images held back")
  func json() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let result = try LeNetProcess.run(
      [
        "sweep", "--data", fixture.data, "--epochs", "1", "--vary",
        "learning-rate=log:0.001..0.01", "--random", "3", "--seeds", "1", "--held-back", "60",
        "--output", "sweep", "--json",
      ], in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    let events = try result.objects()
    #expect(
      events.map { $0["event"] as? String }
        == ["run", "run", "run", "setting", "setting", "setting", "done"])
    for event in events.prefix(3) {
      let accuracy = try #require(event["accuracy"] as? Double)
      // Sixtieths, where the test set would give hundredths.
      #expect(abs(accuracy * 60 - (accuracy * 60).rounded()) < 1e-9)
    }
    let done = try #require(events.last)
    #expect((done["testErrors"] as? [Int])?.count == 1)
    let settings = events[3...5].compactMap {
      ($0["accuracy"] as? [String: Any])?["mean"] as? Double
    }
    #expect(settings.count == 3 && settings == settings.sorted(by: >))
  }

  @Test("Ctrl-C saves; the same command with --resume ends with the same table")
  func interrupted() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let long = Self.arguments(fixture, ["--epochs", "12", "--jobs", "1", "--json"])
    let run = try LeNetProcess(long, in: folder.path)
    #expect(run.waitForOutput(#""event":"run""#))
    run.send(SIGINT)
    let stopped = try run.wait()
    #expect(stopped.status == 130, "\(stopped.errors)")
    #expect(stopped.errors.contains("same command and --resume"))
    let resumed = try LeNetProcess.run(long + ["--resume"], in: folder.path)
    #expect(resumed.status == 0, "\(resumed.errors)")
    let whole = try TemporaryFolder()
    let direct = try LeNetProcess.run(long, in: whole.path)
    #expect(resumed.lines.suffix(6) == direct.lines.suffix(6))
  }

  @Test(
    "Wrong use is one sentence",
    arguments: [
      (["--output", "x"], "--vary"),
      (["--vary", "learning-rate=0.1", "--vary", "learning-rate=0.2", "--output", "x"], "twice"),
      (["--vary", "learning-rate=0.1..0.2", "--output", "x"], "--random"),
      (["--vary", "learning-rat=0.1", "--output", "x"], "learning-rat"),
      (["--vary", "learning-rat=0.1", "--data", "absent", "--output", "x"], "learning-rat"),
      (["--vary", "epochs=1,two", "--data", "absent", "--output", "x"], "'two'"),
      (["--vary", "shift=0..2", "--random", "2", "--vary", "x=1,2", "--output", "x"], "--x"),
      (["--vary", "threads=1,2", "--data", "absent", "--output", "x"], "same training"),
      (["--vary", "epochs=0,1", "--output", "x"], "--epochs is 0"),
      (["--vary", "seed=1,2", "--output", "x"], "--seed"),
      (["--vary", "held-back=1,2", "--output", "x"], "--held-back"),
      (["--vary", "epochs=1,2", "--validation", "5", "--output", "x"], "--validation"),
      (["--vary", "epochs=1,2", "--test-each-epoch", "--output", "x"], "--test-each-epoch"),
      (["--vary", "epochs=1,2"], "--output"),
      (["--vary", "epochs=1,2", "--seeds", "0", "--output", "x"], "--seeds is 0"),
      (["--vary", "epochs=1,2", "--random", "-1", "--output", "x"], "--random is -1"),
      (["--vary", "epochs=1,2", "--output", "x", "--nonsense"], "--nonsense"),
      (["--vary", "epochs", "--output", "x"], "NAME=A,B,C"),
      (["--vary", "threads=1,2", "--output", "x"], "same training"),
      (["--vary", "data=mnist,nowhere", "--output", "x"], "--data cannot vary in a sweep"),
      (["--vary", "data-dir=a,b", "--output", "x"], "--data-dir cannot vary in a sweep"),
      (["--vary", "output=a,b", "--output", "x"], "--output cannot vary in a sweep"),
      (["--vary", "milestones=2x1,3x0.4", "--output", "x"], "'units=F5=60;F5=60,F6=40'"),
      (["--vary", "learning-rate=0.01,0.010", "--output", "x"], "same training"),
    ])
  func wrongUse(arguments: [String], says: String) throws {
    let folder = try TemporaryFolder()
    let result = try LeNetProcess.run(["sweep"] + arguments, in: folder.path)
    #expect(result.status == 2, "\(result.output)\(result.errors)")
    #expect(result.errors.contains(says), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/x"))
  }

  @Test("The help is named where an option is wrong, and not where something else is")
  func hint() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    func errors(_ arguments: [String]) throws -> String {
      let result = try LeNetProcess.run(
        ["sweep", "--data", fixture.data, "--output", "x"] + arguments, in: folder.path)
      #expect(result.status == 2)
      return result.errors
    }
    #expect(try errors(["--vary", "learning-rat=1"]).contains("See 'lenet sweep --help'"))
    for late in [
      ["--vary", "learning-rate=0.01,0.010"],
      ["--vary", "learning-rate=0.01,0.02", "--held-back", "100000"],
      ["--vary", "architecture=\(fixture.path)/misfit.json,lenet1"],
    ] {
      let text = try errors(late)
      #expect(!text.contains("--help") && text.split(separator: "\n").count == 1, "\(text)")
    }
  }
}
