using TogetherAI.Engine.Kernels;

namespace TogetherAI.Engine.Models;

/// <summary>
/// Normalises the heads of a token's queries and keys where the family does, and turns them by the token's position. Holds the angles of
/// the tokens of one pass. Several threads may turn the heads of different tokens.
/// </summary>
internal sealed class HeadRotation
{
    private readonly Decoder _decoder;
    private readonly float[][] _cos, _sin;

    public HeadRotation(Decoder decoder, int maxTokens)
    {
        _decoder = decoder;
        _cos = [.. decoder.Rotaries.Select(rotary => new float[maxTokens * rotary.Count])];
        _sin = [.. decoder.Rotaries.Select(rotary => new float[maxTokens * rotary.Count])];
    }

    /// <summary>Says where the pass's <paramref name="token"/>th token stands in its sequence.</summary>
    public void Place(int token, int position)
    {
        for (int table = 0; table < _cos.Length; table++)
        {
            int angles = _decoder.Rotaries[table].Count;
            _decoder.Rotaries[table].Fill(position, _cos[table].AsSpan(token * angles, angles), _sin[table].AsSpan(token * angles, angles));
        }
    }

    /// <summary>Turns a token's queries or keys, head by head.</summary>
    public void Apply(DecoderLayer layer, int token, Span<float> heads, float[]? norm)
    {
        int size = _decoder.Spec.HeadSize;
        for (; heads.Length > 0; heads = heads[size..])
        {
            Span<float> head = heads[..size];
            if (_decoder.Layout.PairedRows)
                Straighten(head);
            if (norm is not null)
                VectorMath.RmsNorm(head, norm, _decoder.Spec.NormEpsilon, head);
            if (layer.Rotary is not { } table)
                continue;
            int angles = _decoder.Rotaries[table].Count;
            VectorMath.Rotate(head, _cos[table].AsSpan(token * angles, angles), _sin[table].AsSpan(token * angles, angles));
        }
    }

    /// <summary>
    /// Brings the elements of a head into Hugging Face's order: the two of a pair stand half a head apart, not side by side. Everything
    /// after it, and its rounding, is then the same for both kinds of file.
    /// </summary>
    private static void Straighten(Span<float> head)
    {
        Span<float> straight = stackalloc float[head.Length];
        int half = head.Length / 2;
        for (int i = 0; i < half; i++)
        {
            straight[i] = head[2 * i];
            straight[i + half] = head[(2 * i) + 1];
        }

        straight.CopyTo(head);
    }
}
