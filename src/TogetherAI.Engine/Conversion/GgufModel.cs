using TogetherAI.Engine.Models;
using TogetherAI.Engine.Weights.Gguf;

namespace TogetherAI.Engine.Conversion;

/// <summary>Brings a model's shape and tensors into a GGUF writer: under GGUF's names, in GGUF's order, in the format that is wanted.</summary>
internal static class GgufModel
{
    public static GgufWriter Create(string name, ModelSpec spec, IEnumerable<SourceTensor> tensors, WeightFormat format)
    {
        GgufWriter writer = new();
        ModelFamily family = ModelFamily.Of(spec);
        writer.Add(GgufFile.ArchitectureKey, family.Gguf);
        writer.Add("general.name", name);
        writer.Add("general.file_type", FileType(format));
        writer.Add("general.quantization_version", 2);
        GgufSpecWriter.Write(writer, spec, family);
        GgufTensorNames names = new(family);
        foreach (SourceTensor tensor in tensors)
        {
            SourceTensor laidOut = LayOut(tensor, spec, family.Layout, family.GgufLayout);
            WeightFormat stored = tensor.IsVector ? WeightFormat.F32 : WeightPlan.FormatOf(tensor.Name, tensor.Columns, format, spec.TiedEmbeddings);
            writer.AddTensor(names.Of(tensor.Name), stored, laidOut);
        }

        return writer;
    }

    /// <summary>The same weights in the order that GGUF has for them.</summary>
    private static SourceTensor LayOut(SourceTensor tensor, ModelSpec spec, WeightLayout from, WeightLayout to)
    {
        RowFiller fill = tensor.Fill;
        if (from.NormsLessOne && tensor.Name.EndsWith("norm.weight", StringComparison.Ordinal))
        {
            return tensor with
            {
                Fill = (row, values) =>
                {
                    fill(row, values);
                    for (int i = 0; i < values.Length; i++)
                        values[i] += 1;
                },
            };
        }

        bool turned = tensor.Name.Contains(".q_proj.", StringComparison.Ordinal) || tensor.Name.Contains(".k_proj.", StringComparison.Ordinal);
        if (!to.PairedRows || !turned)
            return tensor;
        if (!tensor.IsVector)
            return tensor with { Fill = (row, values) => fill(Unpaired(row, spec.HeadSize), values) };
        return tensor with
        {
            Fill = (row, values) =>
            {
                float[] straight = new float[values.Length];
                fill(row, straight);
                for (int i = 0; i < values.Length; i++)
                    values[i] = straight[Unpaired(i, spec.HeadSize)];
            },
        };
    }

    /// <summary>Where the row stands, in Hugging Face's order, that GGUF has at <paramref name="row"/>.</summary>
    private static int Unpaired(int row, int headSize)
    {
        int within = row % headSize;
        return row - within + (within / 2) + (within % 2 * (headSize / 2));
    }

    /// <summary>llama.cpp's number for a file in which most tensors have a format.</summary>
    private static long FileType(WeightFormat format) => format switch
    {
        WeightFormat.F32 => 0,
        WeightFormat.F16 => 1,
        WeightFormat.Q4_0 => 2,
        WeightFormat.Q8_0 => 7,
        WeightFormat.Q4_K => 14,
        WeightFormat.Q5_K => 16,
        WeightFormat.Q6_K => 18,
        _ => 32,
    };
}
