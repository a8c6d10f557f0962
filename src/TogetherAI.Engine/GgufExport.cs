using System.Text;
using TogetherAI.Engine.Conversion;
using TogetherAI.Engine.Models;
using TogetherAI.Engine.Models.Gguf;
using TogetherAI.Engine.Tokenization.Gguf;
using TogetherAI.Engine.Weights;

namespace TogetherAI.Engine;

/// <summary>
/// Writes models as GGUF: one file with weights, tokenizer, chat template and recommended sampling, for this engine and for llama.cpp. The
/// file is there whole or not at all; what was at its place before is replaced. Runs on all of the processor's threads.
/// </summary>
public static class GgufExport
{
    /// <summary>The shapes that <see cref="CreateRandom"/> knows.</summary>
    public static IReadOnlyCollection<string> RandomShapeNames => [.. RandomShapes.All.Keys];

    /// <summary>Converts a model in Hugging Face's layout.</summary>
    /// <param name="model">The files of the model. They stay the caller's.</param>
    /// <param name="destination">Path of the file to write.</param>
    /// <param name="format">What the weights are stored in; null keeps the format that most of them have.</param>
    /// <param name="cancellationToken">Gives up; nothing is left at the destination that was not there before.</param>
    /// <exception cref="ArgumentException">The model is a GGUF file already.</exception>
    /// <exception cref="ModelFormatException">A file is missing or broken, or asks for something that this engine cannot run or GGUF has no place for.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void Convert(ModelFiles model, string destination, WeightFormat? format = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(destination);
        if (model.GgufFile is { } file)
            throw new ArgumentException($"'{file}' is GGUF already; name the folder that it was made from.", nameof(model));

        // Loaded first: what cannot be run is not worth a file.
        ModelContent content = ModelContent.OfFolder(model, options: null);
        ModelSpec spec = content.Decoder.Spec;
        TensorStore store = TensorStore.Open(model);
        GgufWriter writer = GgufModel.Create(model.Name, spec, StoreTensors.Of(store, spec), format ?? StoreTensors.FormatOf(store));
        string tokenizer = Encoding.UTF8.GetString(model.Open(ModelContent.TokenizerFile).ReadAll(ModelContent.MaxTokenizerBytes));
        GgufTokenizerWriter.Write(writer, content.Tokenizer, tokenizer.TrimStart('\uFEFF'), spec);
        GgufDefaultsWriter.Write(writer, content);
        Write(writer, destination, cancellationToken);
    }

    /// <summary>
    /// Makes a model of a published shape with random weights, to measure speed with. It talks nonsense. The same seed gives the same
    /// file on every machine.
    /// </summary>
    /// <param name="shape">One of <see cref="RandomShapeNames"/>, such as <c>1.1b</c>.</param>
    /// <param name="destination">Path of the file to write.</param>
    /// <param name="format">What the weights are stored in.</param>
    /// <param name="seed">Decides the weights. Default 0.</param>
    /// <param name="cancellationToken">Gives up; nothing is left at the destination that was not there before.</param>
    /// <exception cref="ArgumentException">There is no such shape.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void CreateRandom(string shape, string destination, WeightFormat format, ulong seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentException.ThrowIfNullOrEmpty(destination);
        if (!RandomShapes.All.TryGetValue(shape, out ModelSpec? spec))
            throw new ArgumentException($"There is no shape '{shape}'; there are {string.Join(", ", RandomShapes.All.Keys)}.", nameof(shape));
        GgufWriter writer = GgufModel.Create($"random-{shape}", spec, RandomModel.Tensors(spec, seed), format);
        RandomModel.WriteVocabulary(writer, spec.VocabularySize);
        Write(writer, destination, cancellationToken);
    }

    private static void Write(GgufWriter writer, string destination, CancellationToken cancellationToken)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(destination))!;
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"There is no folder '{folder}' to write '{Path.GetFileName(destination)}' into; make it first.");

        // A name of its own, so that two conversions to one destination, or a file of that name, do no harm to each other.
        string unfinished = $"{destination}.{Guid.NewGuid():N}.tmp";
        using FileStream stream = new(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 20);
        try
        {
            writer.WriteTo(stream, cancellationToken);
            stream.Flush(flushToDisk: true);
            stream.Dispose();
            File.Move(unfinished, destination, overwrite: true);
        }
        catch
        {
            stream.Dispose();
            File.Delete(unfinished);
            throw;
        }
    }
}
