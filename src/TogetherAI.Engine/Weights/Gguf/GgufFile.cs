using System.Globalization;
using System.Text.RegularExpressions;

namespace TogetherAI.Engine.Weights.Gguf;

/// <summary>A model in GGUF: one file, or the parts <c>name-00001-of-0000N.gguf</c>, of which the first holds the metadata.</summary>
internal sealed partial class GgufFile
{
    private const string PartCount = "split.count";
    private const string PartNumber = "split.no";
    private const int MostParts = 99_999;

    private GgufFile(GgufMetadata metadata, TensorStore tensors)
    {
        Metadata = metadata;
        Tensors = tensors;
    }

    public GgufMetadata Metadata { get; }

    public TensorStore Tensors { get; }

    /// <summary>A name without its ending and the number of its part.</summary>
    public static string ModelName(string file) => PartName().Match(file) is { Success: true } part ? part.Groups["name"].Value : System.IO.Path.GetFileNameWithoutExtension(file);

    /// <summary>Whether it is a part, but not the first one.</summary>
    public static bool IsLaterPart(string file) => PartName().Match(file) is { Success: true } part && part.Groups["number"].Value != "00001";

    public static GgufFile Open(ModelFiles files, string file)
    {
        (GgufMetadata metadata, List<TensorInfo> tensors) = GgufHeader.Read(files.Open(file));
        TensorStore store = new(file, Architecture(metadata));
        store.Add(tensors);
        long parts = metadata.Integer(PartCount, absent: 1, min: 0, max: MostParts);
        if (parts > 1)
            AddParts(files, file, metadata, parts, store);
        return new GgufFile(metadata, store);
    }

    private static void AddParts(ModelFiles files, string file, GgufMetadata first, long parts, TensorStore store)
    {
        if (first.Integer(PartNumber, absent: 0, min: 0) != 0)
            throw first.Fault(PartNumber, $"is {first.Integer(PartNumber, 0, 0)}: this is not the first part of the model. Name the one that ends in -00001-of-{parts:D5}.gguf.");
        if (PartName().Match(file) is not { Success: true } name || name.Groups["count"].Value != parts.ToString("D5", CultureInfo.InvariantCulture))
            throw first.Fault(PartCount, $"is {parts}, so the file must be named …-00001-of-{parts:D5}.gguf for the other parts to be found.");
        for (int number = 2; number <= parts; number++)
        {
            string part = string.Create(CultureInfo.InvariantCulture, $"{name.Groups["name"].Value}-{number:D5}-of-{parts:D5}.gguf");
            if (!files.Exists(part))
                throw new ModelFormatException(part, null, $"is missing; {file} is the first of {parts} parts.");
            (GgufMetadata metadata, List<TensorInfo> tensors) = GgufHeader.Read(files.Open(part));
            if (metadata.Integer(PartNumber, min: 0) != number - 1)
                throw metadata.Fault(PartNumber, $"is {metadata.Integer(PartNumber, min: 0)} and not {number - 1}: the parts' names are mixed up.");
            if (metadata.Integer(PartCount) != parts)
                throw metadata.Fault(PartCount, $"is {metadata.Integer(PartCount)} and not {parts}: the part belongs to another model.");
            store.Add(tensors);
        }
    }

    private static GgufTensorNames Architecture(GgufMetadata metadata) =>
        new(metadata.Text("general.architecture") ?? throw metadata.Fault("general.architecture", "is missing."));

    [GeneratedRegex(@"^(?<name>.+)-(?<number>\d{5})-of-(?<count>\d{5})\.gguf$", RegexOptions.CultureInvariant)]
    private static partial Regex PartName();
}
