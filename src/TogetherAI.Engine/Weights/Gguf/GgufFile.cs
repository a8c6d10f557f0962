using System.Globalization;
using TogetherAI.Engine.Models;

namespace TogetherAI.Engine.Weights.Gguf;

/// <summary>A model in GGUF: one file, or the parts <c>name-00001-of-0000N.gguf</c>, of which the first holds the metadata.</summary>
internal sealed class GgufFile
{
    public const string ArchitectureKey = "general.architecture";
    private const string PartCount = "split.count";
    private const string PartNumber = "split.no";
    private const string TensorCount = "split.tensors.count";
    private const int MostParts = 99_999;

    private GgufFile(GgufMetadata metadata, ModelFamily family, TensorStore tensors)
    {
        Metadata = metadata;
        Family = family;
        Tensors = tensors;
    }

    public GgufMetadata Metadata { get; }

    public ModelFamily Family { get; }

    public TensorStore Tensors { get; }

    public static GgufFile Open(ModelFiles files, string file)
    {
        (GgufMetadata metadata, List<TensorInfo> tensors) = GgufHeader.Read(files.Open(file));
        long parts = metadata.Integer(PartCount, absent: 1, min: 0, max: MostParts);

        // Before anything else: the other parts have no metadata but these.
        if (parts > 1)
            RequireFirst(file, metadata, parts);
        ModelFamily family = ReadFamily(metadata);
        TensorStore store = new(file, new GgufTensorNames(family));
        store.Add(tensors);
        for (int number = 2; number <= parts; number++)
            store.Add(ReadPart(files, file, number, parts));
        if (metadata.Integer(TensorCount, absent: store.Count, min: 0) is var count && count != store.Count)
            throw metadata.Fault(TensorCount, $"is {count}, but {(parts > 1 ? "the parts have" : "the file has")} {store.Count}.");
        return new GgufFile(metadata, family, store);
    }

    private static ModelFamily ReadFamily(GgufMetadata metadata)
    {
        string architecture = metadata.Text(ArchitectureKey) ?? throw metadata.Fault(ArchitectureKey, "is missing.");
        return ModelFamily.All.FirstOrDefault(family => family.Gguf == architecture)
            ?? throw metadata.Fault(ArchitectureKey, $"is '{architecture}'; supported are {string.Join(", ", ModelFamily.All.Select(static family => family.Gguf).Distinct())}.");
    }

    private static void RequireFirst(string file, GgufMetadata metadata, long parts)
    {
        long number = metadata.Integer(PartNumber, absent: 0, min: 0) + 1;
        if (number != 1 || GgufPart.Of(file) is not { Number: 1 } part || part.Count != parts)
        {
            string right = string.Create(CultureInfo.InvariantCulture, $"-{number:D5}-of-{parts:D5}.gguf");
            throw metadata.Fault(PartCount, $"is {parts}: this is part {number} of a model, and is found under a name that ends in {right} alone. Give all its parts their names back, in one folder.");
        }
    }

    private static List<TensorInfo> ReadPart(ModelFiles files, string first, int number, long parts)
    {
        string part = GgufPart.Of(first)!.Value.Named(number);
        if (!files.Exists(part))
            throw new ModelFormatException(part, null, $"is missing; {first} is the first of {parts} parts, which must lie in one folder. Download this one too.");
        (GgufMetadata metadata, List<TensorInfo> tensors) = GgufHeader.Read(files.Open(part));
        if (metadata.Integer(PartNumber, min: 0) != number - 1)
            throw metadata.Fault(PartNumber, $"is {metadata.Integer(PartNumber, min: 0)} and not {number - 1}: the parts' names are mixed up.");
        if (metadata.Integer(PartCount) != parts)
            throw metadata.Fault(PartCount, $"is {metadata.Integer(PartCount)} and not {parts}: the part belongs to another model.");
        return tensors;
    }
}
