public import LeNetData
public import LeNetEngine
import LeNetModel

// Data and engine do not know each other; a batch has what the engine asks for.
extension DatasetBatch: BatchSource {}
