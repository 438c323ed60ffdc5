import Foundation
import Testing

@Suite("Wrong use and unusable input")
struct WrongUseTests {
  /// A command line that must end with one sentence on standard error.
  struct Case: CustomTestStringConvertible, Sendable {
    var arguments: [String]
    var says: [String]
    var status: Int32 = 2

    var testDescription: String { "lenet " + arguments.joined(separator: " ") }

    init(_ arguments: String, says: String..., status: Int32 = 2) {
      self.arguments = arguments.split(separator: " ").map(String.init)
      self.says = says
      self.status = status
    }
  }

  /// Refused before any file is read.
  static let wrongOptions = [
    Case("trian", says: "trian"),
    Case("train --epoch 3", says: "'--epoch'", "--epochs"),
    Case("train --lr 0.1", says: "'--lr'; did you mean '--learning-rate'?"),
    Case("train --batch 3", says: "did you mean '--batch-size'?"),
    Case("train --lrate=3", says: "did you mean '--learning-rate'?"),
    Case("train --wd 3", says: "did you mean '--weight-decay'?"),
    Case("train --dataset x", says: "did you mean '--data'?"),
    Case("train --outptu x", says: "did you mean '--output'?"),
    Case("train --zzz 3", says: "unknown option '--zzz'."),
    Case("sweep --vary batch=1,2 --output x", says: "did you mean '--batch-size'?"),
    Case("runs --order test", says: "unknown option '--order'."),
    Case(
      "sweep --vary learning-rate=log:0.1..1 --random 5001 --seeds 2 --output x --data /nowhere",
      says: "10002 trainings", "at most 10000"),
    Case("train --epochs", says: "missing", "--epochs"),
    Case("train --epochs 1.5", says: "'1.5'", "expected a whole number"),
    Case("bench --seconds x", says: "'x'", "expected a number"),
    Case("train --epochs three", says: "'three'", "--epochs"),
    Case("train --epochs 0", says: "--epochs is 0", "from 1"),
    Case("train --epochs -1", says: "--epochs is -1", "from 1 to"),
    Case("train --epochs 99999999999999999999", says: "--epochs"),
    Case("train --epochs 2 --steps 9", says: "--epochs", "--steps", "exclude"),
    Case("train --batch-size 0", says: "--batch-size is 0"),
    Case("train --architecture lenet6", says: "lenet6", "lenet5-pytorch"),
    Case("train --recipe d2", says: "'d2'", "pytorch, fast, paper, ", "keras, caffe, caffe-relu"),
    Case("train --optimizer sdg", says: "'sdg'", "sgd, adam, adamw"),
    Case("train --optimizer adam --nesterov", says: "--nesterov", "adam", "sgd"),
    Case("train --momentum 0.9", says: "--momentum", "adamw", "sgd"),
    Case("train --recipe d2l --beta1 0.9", says: "--beta1", "sgd", "adam or adamw"),
    Case("train --optimizer sgd --nesterov", says: "--nesterov needs a momentum"),
    Case("train --optimizer sgd --momentum 1.5", says: "--momentum is 1.5"),
    Case(
      "train --learning-rate -1",
      says: "--learning-rate is -1; expected a number above 0, at most 1000000."),
    Case("train --learning-rate nan", says: "--learning-rate is nan"),
    Case("train --learning-rate fast", says: "'fast'"),
    Case("train --weight-decay -0.1", says: "--weight-decay is -0.1; expected"),
    Case("train --schedule linear", says: "'linear'", "one-cycle"),
    Case("train --schedule constant --gamma 0.1", says: "--gamma", "constant", "step"),
    Case(
      "train --schedule cosine --warmup-fraction 0.3", says: "--warmup-fraction", "cosine",
      "one-cycle"),
    Case("train --power 2", says: "--power", "one-cycle", "inverse-decay"),
    Case("train --warmup-fraction 1.5", says: "--warmup-fraction is 1.5"),
    Case("train --schedule step --step-size -2", says: "--step-size is -2", "from 1 to"),
    Case("train --schedule cosine --final-rate -1", says: "--final-rate is -1"),
    Case("train --steps -7", says: "--steps is -7"),
    Case("train --batch-size -8", says: "--batch-size is -8"),
    Case("train --loss hinge", says: "'hinge'", "--loss"),
    Case("train --initializer zeros", says: "'zeros'", "--initializer"),
    Case("train --new-head", says: "--new-head needs", "--weights"),
    Case("train --no-new-head", says: "--no-new-head needs"),
    Case("train --freeze C1,C2", says: "--freeze is C2", "C1, C3, F5, F6, output"),
    Case("train --freeze S2", says: "--freeze is S2"),
    Case("train --freeze C1,,C3", says: "'C1,,C3'", "--freeze"),
    Case("train --freeze C1,C3,F5,F6,output", says: "--freeze is each of C1"),
    Case("train --bias-rate -1", says: "--bias-rate is -1; expected a number from 0 to 1000."),
    Case("train --bias-rate nan", says: "--bias-rate is nan"),
    Case("train --batch-normalization S3", says: "batch normalization at S3", "no such layer"),
    Case("train --batch-normalization C1,,S2", says: "'C1,,S2'"),
    Case("train --units F5", says: "'F5'"), Case("train --units S2=3", says: "S2 is maxPooling"),
    Case("train --links table1 --units C3=8", says: "no convolution makes 16 maps of 6"),
    Case("train --units F5=60 --units F5=70", says: "--units names F5 twice"),
    Case("train --architecture lenet5-1998 --units C3=20", says: "give it all links too"),
    Case("train --freeze C1,C1", says: "each once"),
    Case("train --units F5=0", says: "expected a layer and a number above 0"),
    Case("train --freeze C1 --freeze none", says: "--freeze 2 times"),
    Case(
      "train --batch-normalization all --batch-normalization C1",
      says: "--batch-normalization 2 times"),
    Case("train --batch-normalization all,C1", says: "expected none, convolutions or all"),
    Case("train --dropout 1", says: "--dropout is 1.0; expected a share"),
    Case("train --dropout 0.5", says: "it has none"),
    Case("train --activation ReLU", says: "choose one of identity, relu, sigmoid"),
    Case("train --mean 33.3", says: "--mean is 33.3; expected 0 to 1"),
    Case("train --activation softmax", says: "only the last layer"),
    Case("train --device cuda:0", says: "--device is cuda:0, but lenet computes on the CPU"),
    Case("train --resize-mode crop", says: "'crop'", "--resize-mode"),
    Case("train --mean a,b", says: "'a,b'", "--mean"),
    Case("train --std 0", says: "--std is 0; expected"),
    Case("train --std -1,1", says: "--std is -1; expected"),
    Case("train --rotation 400", says: "--rotation is 400"),
    Case("train --shift nan", says: "--shift is nan"),
    Case("train --shift -2", says: "--shift is -2"),
    Case("train --elastic -1", says: "--elastic is -1; expected a number from 0 to 64."),
    Case("train --elastic 1 --elastic-sigma 0", says: "--elastic-sigma is 0"),
    Case("train --elastic-sigma 4", says: "--elastic-sigma needs", "add --elastic 1"),
    Case("train --validation -3", says: "--validation is -3"),
    Case("train --seed -1", says: "'-1'", "--seed", "from 0 to"),
    Case("train --threads 0", says: "--threads is 0"),
    Case("train --threads -2", says: "--threads is -2"),
    Case("train --threads 5000", says: "--threads is 5000"),
    Case("train --instructions mmx", says: "'mmx'", "--instructions"),
    Case("train --resume", says: "--resume", "--output"),
    Case("train --checkpoint-every 0", says: "--checkpoint-every"),
    Case("train --checkpoint-every -1", says: "--checkpoint-every is -1"),
    Case("train --metrics-per-epoch -2", says: "--metrics-per-epoch is -2"),
    Case("train somewhere", says: "'somewhere'"),
    Case("evaluate", says: "model"),
    Case("evaluate a --reject-to 101", says: "--reject-to is 101"),
    Case("train --recipe paper --j -1", says: "--j is -1", "0 to 1000"),
    Case("train --recipe paper --loss mean-squared-error", says: "distances", "discriminative"),
    Case("train --recipe paper --mu 0", says: "--mu is 0", "1e-6"),
    Case("train --recipe paper --curvature-patterns 0", says: "--curvature-patterns is 0"),
    Case("train --recipe paper --momentum 0.9", says: "--momentum", "levenberg-marquardt"),
    Case("train --recipe paper --weight-decay 0.1", says: "--weight-decay", "adamw"),
    Case("train --mu 0.1", says: "--mu", "levenberg-marquardt"),
    Case("train --j 2", says: "--j", "discriminative"),
    Case("train --recipe paper --milestones 2x", says: "--milestones"),
    Case("train --recipe paper --milestones 0x1", says: "--milestones is 0"),
    Case("train --milestones 1x1", says: "--milestones", "piecewise"),
    Case(
      "train --recipe d2l --batch-normalization all --optimizer levenberg-marquardt",
      says: "batch normalization"),
    Case("train --variants 3", says: "--variants is 3", "--shift 1.5"),
    Case("train --recipe paper-distorted --variants 0", says: "--variants is 0"),
    Case("train --prototypes trained", says: "prototypes", "lenet5-pytorch", "radial basis"),
    Case("train --boost a --boost b --boost c", says: "3 times"),
    Case("evaluate a --answers -", says: "--answers -", "file"),
    Case(
      "evaluate a --answers a.json", says: "--answers is a.json", "expected a name", ".csv or .npz"),
    Case("evaluate a --validation -1", says: "--validation is -1"),
    Case("evaluate a --split all", says: "'all'", "--split"),
    Case("export a", says: "--to"),
    Case("export a --to tflite", says: "'tflite'", "onnx", "pytorch"),
    Case("export a --to npz --bytes", says: "--bytes is for --to onnx"),
    Case("export a --to onnx --numbers int8", says: "--numbers is for --to c"),
    Case("export a --to c --calibration 5", says: "--calibration is for --numbers int8"),
    Case("export a --to c --numbers int8 --calibration 0", says: "--calibration is 0"),
    Case("export a --to c -o -", says: "--output -", "file name"),
    Case("export a --to c -o folder/", says: "--output is folder/"),
    Case("summary", says: "network"),
    Case("summary lenet-caffe --input 28", says: "'28'", "--input"),
    Case("summary lenet-caffe --input 0x9", says: "'0x9'"),
    Case("data fetch", says: "names"),
    Case("data fetch mnist2", says: "'mnist2'", "fashion-mnist"),
    Case("data fetch mnist --data-dir=", says: "missing", "--data-dir"),
    Case("data verify", says: "name|folder"),
    Case("train --data-dir=", says: "missing", "--data-dir"),
    Case("list", says: "subject"),
    Case("list models", says: "'models'"),
    Case("demo --epochs 0", says: "--epochs is 0"),
    Case("demo --epochs -1", says: "--epochs is -1"),
    Case("completions tcsh", says: "'tcsh'"),
  ]

  /// Refused because of what the files are; `@` stands for the folder of the shared files.
  static let wrongInput = [
    Case("train --architecture @/missing.json", says: "@/missing.json"),
    Case("train --architecture @/broken.json", says: "@/broken.json"),
    Case("train --architecture @/misfit.json", says: "C1"),
    Case("train --data @/missing", says: "@/missing", "mnist"),
    Case("train --data usps", says: "usps is not on this machine", "'lenet data fetch usps'"),
    Case("data verify @/missing", says: "@/missing", "lenet data list"),
    Case("data verify @/nothing", says: "@/nothing", "known data set"),
    Case("train --data @/file", says: "@/file", "format"),
    Case("train --data @/nothing", says: "train-images", "@/nothing"),
    Case("train --data @/no-labels", says: "train-labels"),
    Case("train --data @/cut", says: "train-images"),
    Case("train --data @/uneven", says: "20", "19"),
    Case("train --data @/magic", says: "train-images"),
    Case("train --data @/label", says: "77"),
    Case("train --data @/page", says: "train-"),
    Case("train --data @/digits --validation 600 --output @/never", says: "validation", "600"),
    Case("train --data @/digits --recipe cifar10 --output @/never", says: "digits"),
    Case("train --data @/digits --resize-mode none --output @/never", says: "28", "32"),
    Case("train --data @/digits --mean 0.1,0.2 --output @/never", says: "mean"),
    Case("train --data @/digits --weights @/missing.safetensors", says: "@/missing.safetensors"),
    Case(
      "train --data @/digits --weights @/run/model.safetensors --architecture @/tiny.json "
        + "--output @/never", says: "output.weight"),
    Case("train --data @/digits --output @/run", says: "@/run", "--resume"),
    Case(
      "train --data @/digits --output @/run --resume --learning-rate 1", says: "learningRate"),
    Case("train --data @/digits --output @/run --resume --seed 9", says: "seed"),
    Case("train --data @/digits --output @/run --resume --epochs 1", says: "longer"),
    Case("train --data @/digits --output @/file", says: "@/file"),
    Case("train --data @/digits --output @/file/run", says: "@/file/run"),
    Case("train --data @/digits --output /proc/lenet", says: "/proc/lenet"),
    Case("evaluate @/missing.safetensors", says: "@/missing.safetensors"),
    Case("export @/missing.safetensors --to npz", says: "@/missing.safetensors"),
    Case("evaluate @/digits", says: "@/digits", "the folder of a run"),
    Case("evaluate @/truncated.safetensors", says: "@/truncated.safetensors"),
    Case("evaluate @/corrupt.safetensors", says: "@/corrupt.safetensors"),
    Case("evaluate @/empty.safetensors", says: "@/empty.safetensors"),
    Case("evaluate @/page.safetensors", says: "@/page.safetensors"),
    Case("evaluate @/run/model.safetensors --data @/missing", says: "@/missing"),
    Case(
      "evaluate @/run/model.safetensors --data @/digits --answers @/file/a.csv",
      says: "@/file/a.csv"),
    Case(
      "evaluate @/run/model.safetensors --data @/digits --split validation --validation 0",
      says: "validation split"),
    Case("summary lenet7", says: "lenet7", "lenet5-pytorch"),
    Case("summary @/missing.json", says: "@/missing.json"),
    Case("summary @/corrupt.safetensors", says: "@/corrupt.safetensors"),
    Case("summary @/digits", says: "@/digits", "the folder of a run"),
    Case("summary lenet5-pytorch --input 2x2", says: "C1"),
  ]

  @Test(
    "Options are refused with one sentence, the help to read, and status 2", arguments: wrongOptions
  )
  func options(wrong: Case) throws {
    let result = try LeNetProcess.run(wrong.arguments)
    check(result, wrong, folder: "")
    #expect(result.errors.contains("See 'lenet"), "\(result.errors)")
    #expect(result.errors.split(separator: "\n").count == 2, "\(result.errors)")
  }

  @Test(
    "An empty argument is refused with the option before it",
    arguments: [
      (["train", "--weights", ""], "--weights is empty"),
      (["evaluate", ""], "an argument is empty"),
      (["train", "--data", "", "--epochs", "1"], "--data is empty"),
      (["train", "-o", ""], "-o is empty"), (["runs", "--", ""], "an argument is empty"),
      (["predict", "--model", "", "x.png"], "--model is empty"),
      (["evaluate", "x", "--json", ""], "an argument is empty"),
    ])
  func empty(arguments: [String], says: String) throws {
    let result = try LeNetProcess.run(arguments)
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(result.errors.contains(says), "\(result.errors)")
    #expect(!result.errors.contains("runs"), "\(result.errors)")
  }

  @Test("Every value that cannot be read is refused with what was expected")
  func expectations() throws {
    let text = try LeNetProcess.run(["--experimental-dump-help"]).output
    let tree = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    var options: [[String]] = []
    func collect(_ command: [String: Any], _ words: [String]) {
      for argument in command["arguments"] as? [[String: Any]] ?? []
      where argument["kind"] as? String == "option" {
        guard let name = (argument["preferredName"] as? [String: Any])?["name"] as? String else {
          continue
        }
        options.append(words + [(name.count == 1 ? "-" : "--") + name, "?!", "--no-such-option"])
      }
      for inner in command["subcommands"] as? [[String: Any]] ?? [] {
        collect(inner, words + [inner["commandName"] as? String ?? ""])
      }
    }
    collect(try #require(tree["command"] as? [String: Any]), [])
    #expect(options.count > 100)
    for arguments in options where arguments[0] != "help" {
      let errors = try LeNetProcess.run(arguments).errors
      guard errors.contains("is invalid for") else { continue }
      #expect(errors.contains("expected") || errors.contains("choose one of"), "\(errors)")
    }
  }

  // One after the other, since a run folder is locked while a process looks into it.
  @Test("Input is refused with one sentence", .serialized, arguments: wrongInput)
  func input(wrong: Case) throws {
    let fixture = try Fixture.shared.get()
    var filled = wrong
    filled.arguments = wrong.arguments.map { $0.replacing("@", with: fixture.path) }
    let result = try LeNetProcess.run(filled.arguments, in: fixture.path)
    check(result, wrong, folder: fixture.path)
    #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: "\(fixture.path)/never"))
    #expect(!FileManager.default.fileExists(atPath: "\(fixture.path)/runs"))
  }

  @Test("A run is not resumed with more classes, and that is said")
  func classes() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    _ = try LeNetProcess.shell("cp -r '\(fixture.run)' run", in: folder)
    let result = try LeNetProcess.run(
      ["train", "--data", "\(fixture.path)/twelve", "--output", "run", "--resume"],
      in: folder.path)
    #expect(result.status == 2)
    #expect(result.errors.contains("the run in run has classes 10, not 12"), "\(result.errors)")
  }

  @Test(
    "Control characters are shown and do nothing, and the error stays one line",
    arguments: [
      ["summary", "a\nb\u{1B}[31mc"], ["train", "--recipe", "a\nb\u{1B}[31mc"],
      ["evaluate", "a\nb\u{1B}[31mc"], ["train", "--data", "a\nb\u{1B}[31mc"],
    ])
  func controlCharacters(arguments: [String]) throws {
    let result = try LeNetProcess.run(arguments)
    #expect(result.status == 2)
    let line = try #require(result.errors.split(separator: "\n").first)
    #expect(line.contains(#"a\nb\u{1B}[31mc"#), "\(result.errors)")
    #expect(!result.errors.contains("\u{1B}"))
  }

  @Test("A loss that is not finite stops the run and keeps the last good state")
  func notFinite() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    let result = try LeNetProcess.run(
      fixture.trainOptions + [
        "--optimizer", "sgd", "--learning-rate", "1e6", "--schedule", "constant", "--output",
        "run",
      ], in: folder.path)
    #expect(result.status == 1)
    #expect(result.errors.hasPrefix("lenet: error: the loss is no longer a finite number"))
    #expect(result.errors.contains("smaller learning rate"))
    #expect(folder.names(in: "run").contains("checkpoint.safetensors"))
  }

  private func check(_ result: LeNetProcess.Result, _ wrong: Case, folder: String) {
    #expect(result.status == wrong.status, "\(result.errors)")
    #expect(result.output.isEmpty)
    let sentence = result.errors.split(separator: "\n").first ?? ""
    #expect(sentence.hasPrefix("lenet: error: "), "\(result.errors)")
    #expect(!sentence.contains(#/: [A-Z][a-z]+ /#), "no small letter: \(sentence)")
    #expect(sentence.contains(#/[^.][.?]$/#), "no full stop: \(sentence)")
    for words in wrong.says {
      #expect(result.errors.contains(words.replacing("@", with: folder)), "\(result.errors)")
    }
  }
}
