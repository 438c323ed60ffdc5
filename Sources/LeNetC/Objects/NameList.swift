import CLeNet
import LeNetCatalog
import LeNetExport
import LeNetFetching
import LeNetKernels
import LeNetModel
import LeNetText
import LeNetTraining

/// The lists of names that other functions take.
enum NameList: String, CaseIterable {
  case architectures, recipes, datasets, formats, instructions

  /// The list of that name.
  static func json(of name: String) throws -> JSON {
    guard let list = NameList(rawValue: name) else {
      let names = allCases.map(\.rawValue)
      throw CallFailure(
        LENET_ERROR_ARGUMENT,
        "kind is '\(name)'; expected \(names.joined(separator: ", "))\(didYouMean(name, among: names))"
      )
    }
    return .array(try list.objects().map(JSON.object))
  }

  private func objects() throws -> [[String: JSON]] {
    switch self {
    case .architectures:
      return try Architecture.all.map { architecture in
        [
          "name": .string(architecture.name), "architecture": architecture.json,
          "recipe": .string(Recipe.proposed(for: architecture.name).name),
          "parameters": .integer(try architecture.layout().trainableCount),
        ]
      }
    case .recipes:
      return try Recipe.all.map { recipe in
        guard case .object(let members) = try JSON(encoding: recipe) else { return [:] }
        return members
      }
    case .datasets:
      let folders = DataFolders()
      return KnownDataset.all.map { known in
        [
          "name": .string(known.name), "title": .string(known.title),
          "shape": .array(
            [known.shape.maps, known.shape.rows, known.shape.columns].map(JSON.integer)),
          "training": .integer(known.training), "test": .integer(known.test),
          "classes": .array(known.classes.map(JSON.string)),
          "isHere": .bool(known.isEmbedded || known.location(in: folders) != nil),
        ]
      }
    case .formats:
      return ExportFormat.allCases.map { format in
        [
          "name": .string(format.rawValue),
          "endings": .array(format.endings.map(JSON.string)),
        ]
      }
    case .instructions:
      return InstructionSet.available.map { ["name": .string($0.rawValue)] }
    }
  }
}
