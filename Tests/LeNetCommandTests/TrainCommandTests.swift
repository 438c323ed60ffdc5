import Foundation
import LeNet
import LeNetText
import Testing

@Suite("lenet train")
struct TrainCommandTests {
  @Test("JSON lines: an event for every epoch, then the result, with the agreed keys")
  func json() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let result = try LeNetProcess.run(
      fixture.trainOptions + ["--json", "--output", "run"], in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    let events = try result.objects()
    #expect(events.map { $0["event"] as? String } == ["begin", "epoch", "epoch", "epoch", "done"])
    let epochKeys: Set = [
      "event", "epoch", "trainLoss", "trainAccuracy", "validationLoss", "validationAccuracy",
      "examplesPerSecond", "seconds",
    ]
    #expect(events[0]["folder"] as? String == "run" && events[0]["data"] as? String == "digits")
    for event in events.dropFirst().dropLast() { #expect(epochKeys.isSubset(of: event.keys)) }
    let done = try #require(events.last)
    let doneKeys: Set = [
      "event", "testLoss", "testAccuracy", "testErrors", "testTotal", "seconds", "model",
    ]
    #expect(doneKeys.isSubset(of: done.keys))
    #expect(done["testTotal"] as? Int == 100)
    let model = try #require(done["model"] as? String)
    #expect(folder.bytes(model) != nil)
  }

  @Test("The same command gives the same model, whatever the number of threads")
  func threads() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    for threads in 1...3 {
      let result = try LeNetProcess.run(
        fixture.trainOptions + ["--threads", "\(threads)", "--output", "\(threads)"],
        in: folder.path)
      #expect(result.status == 0)
      #expect(
        folder.bytes("\(threads)/model.safetensors")
          == FileManager.default.contents(atPath: fixture.model))
    }
  }

  @Test("Lines for people: what is trained, a line an epoch, the result and the model's place")
  func text() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let result = try LeNetProcess.run(
      fixture.trainOptions + ["--metrics-per-epoch", "2", "--test-each-epoch"], in: folder.path)
    #expect(result.status == 0 && result.errors.isEmpty)
    for words in [
      "lenet5-pytorch, 61,706 parameters, on digits: 500 training, 100 validation, 100 test images",
      "recipe pytorch, 3 epochs", "adamw", "seed 1",
      "epoch  training loss  accuracy  validation loss",
      "test loss", "test accuracy", "model runs/lenet5-pytorch-1/model.safetensors",
    ] {
      #expect(result.output.contains(words), "\(words) in \(result.output)")
    }
    let rows = result.lines.filter { $0.drop { $0 == " " }.first?.isNumber == true }
    #expect(rows.count == 3 + 6)
  }

  @Test("A validation split of all images is refused by the name of its option")
  func validation() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let result = try LeNetProcess.run(
      ["train", "--data", fixture.data, "--validation", "600"], in: folder.path)
    #expect(result.status == 2)
    #expect(result.errors.contains("--validation is 600; expected fewer than the 600 images"))
    #expect(!FileManager.default.fileExists(atPath: folder.file("runs")))
  }

  @Test("Without a folder every run gets a new one")
  func freshFolders() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    for _ in 1...3 {
      let result = try LeNetProcess.run(fixture.trainOptions, in: folder.path)
      #expect(result.status == 0)
    }
    #expect(folder.names(in: "runs") == (1...3).map { "lenet5-pytorch-\($0)" })
  }

  @Test(
    "Every part of a recipe can be replaced, and the model's record says so",
    arguments: [
      (
        "--optimizer sgd --momentum 0.9 --nesterov --weight-decay 0.001",
        #""optimizer":{"sgd":{"momentum":0.9,"nesterov":true,"weightDecay":0.001}}"#
      ),
      (
        "--optimizer adam --beta1 0.8 --beta2 0.99 --epsilon 1e-7 --weight-decay 0.1",
        #"{"adam":{"beta1":0.8,"beta2":0.99,"epsilon":1e-07,"weightDecay":0.1}}"#
      ),
      (
        "--beta1 0.8 --beta2 0.99 --epsilon 1e-7 --weight-decay 0.1",
        #"{"adamw":{"beta1":0.8,"beta2":0.99,"epsilon":1e-07,"weightDecay":0.1}}"#
      ),
      ("--learning-rate 0.002 --schedule constant", #""learningRate":0.002"#),
      ("--schedule step --step-size 1 --gamma 0.5", #"{"step":{"gamma":0.5,"size":1}}"#),
      ("--schedule cosine --final-rate 0.0001", #"{"cosine":{"final":0.0001}}"#),
      (
        "--schedule inverse-decay --gamma 0.001 --power 0.5",
        #"{"inverseDecay":{"gamma":0.001,"power":0.5}}"#
      ),
      (
        "--warmup-fraction 0.4 --div-factor 10 --final-div-factor 100",
        #"{"oneCycle":{"divFactor":10,"finalDivFactor":100,"warmupFraction":0.4}}"#
      ),
      ("--batch-size 30", #""batchSize":30"#), ("--validation 60", #""validation":60"#),
      ("--loss mean-squared-error", #""loss":"meanSquaredError""#),
      ("--initializer glorot-uniform", #""initialization":"glorotUniform""#),
      (
        "--resize-mode resize --mean 0.2 --std 0.4",
        #"{"mean":0.2,"resizeMode":"resize","size":[32,32],"standardDeviation":0.4}"#
      ),
      (
        "--rotation 5 --scale 0.1 --shear 0.2 --shift 1",
        #""distortion":{"rotation":5,"scale":0.1,"shear":0.2,"shift":1}"#
      ),
      ("--flip", #""distortion":{"flip":true,"rotation":0,"scale":0,"shear":0,"shift":0}"#),
      ("--no-flip --shift 2", #""distortion":{"rotation":0,"scale":0,"shear":0,"shift":2}"#),
      ("--elastic 1.5", #""elastic":{"displacement":1.5,"smoothness":4}"#),
      (
        "--elastic 2 --elastic-sigma 3.5", #""elastic":{"displacement":2,"smoothness":3.5}"#
      ),
      (
        "--recipe caffe --optimizer sgd",
        #""optimizer":{"sgd":{"momentum":0.9,"nesterov":false,"weightDecay":0.0005}}"#
      ),
      (
        "--recipe caffe --optimizer sgd --momentum 0.5",
        #""optimizer":{"sgd":{"momentum":0.5,"nesterov":false,"weightDecay":0.0005}}"#
      ),
      ("--bias-rate 2", #""biasRate":2"#),
      ("--freeze C3,C1", #""frozen":["C1","C3"]"#),
      ("--freeze C1 --freeze C3", #""frozen":["C1","C3"]"#),
      ("--freeze all-but-last", #""frozen":["C1","C3","F5","F6"]"#),
      ("--recipe d2l", #""name":"lenet5-d2l""#), ("--recipe keras", #""recipe":"keras""#),
      ("--recipe d2l --batch-normalization all", #""name":"N6""#),
      ("--architecture lenet5-d2l", #""recipe":"d2l""#),
      ("--architecture lenet5-keras --recipe pytorch", #""resizeMode":"none""#),
      ("--architecture lenet5-pytorch --recipe keras", #""resizeMode":"pad""#),
      ("--seed 18446744073709551615", #""seed":18446744073709551615"#),
      ("--instructions base", #""instructions":"base""#),
    ])
  func options(options: String, record: String) throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let result = try LeNetProcess.run(
      fixture.trainOptions + options.split(separator: " ").map(String.init)
        + ["--epochs", "1", "--output", "run"], in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    let summary = try LeNetProcess.run(["summary", folder.file("run/model.safetensors"), "--json"])
    #expect(summary.output.contains(record), "\(summary.output)")
  }

  @Test("Of a small set a twelfth is split off for validation")
  func smallValidation() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let result = try LeNetProcess.run(
      ["train", "--data", fixture.data, "--steps", "1", "--output", "run"], in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    let record = try JSON(reading: Array(folder.bytes("run/run.json") ?? Data()))
    #expect(
      record["images"]
        == .object(["training": .integer(550), "validation": .integer(50), "test": .integer(100)]))
  }

  @Test("Steps instead of epochs, your own architecture, values of another model")
  func otherStarts() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let common = ["train", "--data", fixture.data, "--batch-size", "20", "--json"]
    let tiny = try LeNetProcess.run(
      common + ["--architecture", "\(fixture.path)/tiny.json", "--steps", "7", "--output", "tiny"],
      in: folder.path)
    #expect(tiny.status == 0, "\(tiny.errors)")
    let again = try LeNetProcess.run(
      common + ["--weights", fixture.model, "--epochs", "1", "--output", "again"], in: folder.path)
    #expect(again.status == 0, "\(again.errors)")
    let objects = try again.objects()
    #expect(objects.dropFirst().first?["event"] as? String == "started")
    let first = try #require(objects.first { $0["event"] as? String == "epoch" })
    #expect(try #require(first["trainAccuracy"] as? Double) > 0.5)
  }

  @Test("What is frozen, taken over and new is said by its names")
  func layerNames() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let result = try LeNetProcess.run(
      fixture.trainOptions + [
        "--weights", fixture.model, "--new-head", "--freeze", "C1,C3", "--bias-rate", "2",
        "--output", "run",
      ], in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    for text in [
      ", bias-rate 2",
      "starts from a model: C1, C3, F5, F6 taken over, new output; not used output",
      "frozen C1, C3: 2,572 parameters do not change",
    ] {
      #expect(result.output.contains(text), "\(result.output)")
    }
    let summary = try LeNetProcess.run(["summary", folder.file("run/model.safetensors")])
    for pattern in [/frozen +C1, C3\n/, /taken +C1, C3, F5, F6\n/, /bias-rate +2\n/] {
      #expect(summary.output.contains(pattern), "\(summary.output)")
    }
    let page = String(decoding: folder.bytes("run/report.html") ?? Data(), as: UTF8.self)
    #expect(page.contains("bias-rate") && page.contains("frozen") && page.contains("start new"))
  }

  @Test("A resumed run needs nothing but its folder, and may be made longer")
  func resume() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let recipe = [
      "train", "--data", fixture.data, "--recipe", "keras", "--seed", "5", "--epochs", "2",
    ]
    let start = try LeNetProcess.run(recipe + ["--output", "run"], in: folder.path)
    #expect(start.status == 0, "\(start.errors)")
    let longer = try LeNetProcess.run(
      ["train", "--output", "run", "--resume", "--epochs", "3", "--data", fixture.data, "--json"],
      in: folder.path)
    #expect(longer.status == 0, "\(longer.errors)")
    #expect(
      try longer.objects().filter { $0["event"] as? String == "epoch" }
        .map { $0["epoch"] as? Int } == [3])
    let lost = try LeNetProcess.run(["train", "--output", "run", "--resume"], in: folder.path)
    #expect(lost.status == 2)
    #expect(lost.errors.contains("--data"))
  }
}
