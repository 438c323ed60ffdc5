import LeNet
import LeNetDrawing
import LeNetText

/// The answers for a moved image: small pictures with the movement and the answer.
struct InvarianceText {
  private let pictures: ActivityPictures
  private let image: Int

  private static let longestName = 16

  init(_ pictures: ActivityPictures, image: Int) {
    self.pictures = pictures
    self.image = image
  }

  func lines(on terminal: Terminal) -> [String] {
    let (rows, columns) = pictures.inputSize
    return [pictures.title(of: image).visible]
      + pictures.moved(image).flatMap { name, answers -> [String] in
        let isWide = terminal.columns >= answers.count * (columns + 2)
        let items = answers.map { answer in
          let (least, greatest) = (answer.input.min() ?? 0, answer.input.max() ?? 1)
          let drawing = DigitDrawing(
            values: answer.input[...], from: least, to: greatest, rows: rows, columns: columns)
          let move = terminal.showsUnicode ? answer.move : answer.move.replacing("°", with: "")
          return DigitGallery.Item(
            drawing: isWide ? drawing : drawing.halved,
            caption: "\(move): \(answer.answer.shortened(to: Self.longestName))",
            colour: answer.isRight ? .bold : .red)
        }
        return ["", terminal.paint(name, .bold)] + DigitGallery(items: items).lines(on: terminal)
      }
  }
}
