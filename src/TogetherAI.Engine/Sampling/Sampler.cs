using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using TogetherAI.Engine.Generation;

namespace TogetherAI.Engine.Sampling;

/// <summary>Draws the tokens of one sequence, and remembers what its penalties need to know. Not thread-safe.</summary>
internal sealed class Sampler
{
    private readonly SamplingOptions _options;
    private readonly Dictionary<int, int> _completion = [];
    private readonly HashSet<int> _seen = [];
    private ulong _position;

    public Sampler(SamplingOptions options, ulong seed, ReadOnlySpan<int> prompt)
    {
        _options = options;
        Seed = seed;
        if (options.RepetitionPenalty != 1)
            _seen.UnionWith(prompt.ToArray());
    }

    public ulong Seed { get; }

    /// <summary>Draws the next token from the logits after the tokens so far, and counts it as part of the completion.</summary>
    /// <param name="logits">The model's own, one per token.</param>
    /// <param name="buffers">Working memory.</param>
    /// <param name="allowed">Whether a token may be drawn, one per token, of which some are true; empty where all may.</param>
    public int Next(ReadOnlySpan<float> logits, SamplingBuffers buffers, ReadOnlySpan<bool> allowed = default)
    {
        ReadOnlySpan<float> adjusted = Adjust(logits, buffers);
        int token = Draw(allowed.IsEmpty ? adjusted : Mask(adjusted, allowed, buffers), buffers);
        _position++;
        if (_options.RepetitionPenalty != 1)
            _seen.Add(token);
        if (_options.PresencePenalty != 0 || _options.FrequencyPenalty != 0)
            CollectionsMarshal.GetValueRefOrAddDefault(_completion, token, out _)++;
        return token;
    }

    /// <summary>
    /// What would be drawn some draws from now if the logits were these: with the same random number, but with penalties for what has been
    /// drawn up to now.
    /// </summary>
    public int Guess(ReadOnlySpan<float> logits, SamplingBuffers buffers, int ahead) => Draw(Adjust(logits, buffers), buffers, (ulong)ahead);

    /// <summary>Logit bias, then penalties; the logits themselves where there is neither.</summary>
    private ReadOnlySpan<float> Adjust(ReadOnlySpan<float> logits, SamplingBuffers buffers)
    {
        if (_options.LogitBias is not { Count: > 0 } && _seen.Count == 0 && _completion.Count == 0)
            return logits;
        float[] adjusted = buffers.Logits;
        logits.CopyTo(adjusted);
        if (_options.LogitBias is { } biases)
        {
            foreach ((int token, float bias) in biases)
                adjusted[token] += bias;
        }

        foreach (int token in _seen)
            adjusted[token] = adjusted[token] < 0 ? adjusted[token] * _options.RepetitionPenalty : adjusted[token] / _options.RepetitionPenalty;
        foreach ((int token, int count) in _completion)
            adjusted[token] -= _options.PresencePenalty + (count * _options.FrequencyPenalty);
        return adjusted;
    }

    /// <summary>Takes the probability of what may not be drawn away.</summary>
    private static float[] Mask(ReadOnlySpan<float> logits, ReadOnlySpan<bool> allowed, SamplingBuffers buffers)
    {
        float[] masked = buffers.Logits;
        for (int token = 0; token < masked.Length; token++)
        {
            // A bias that forbids all that is allowed must not lead past the constraint.
            masked[token] = allowed[token] ? Math.Max(logits[token], float.MinValue) : float.NegativeInfinity;
        }

        return masked;
    }

    private int Draw(ReadOnlySpan<float> logits, SamplingBuffers buffers, ulong ahead = 0)
    {
        int likeliest = TensorPrimitives.IndexOfMax(logits);
        if (_options.Temperature == 0 || _options.TopK == 1 || !float.IsFinite(logits[likeliest]))
            return likeliest;

        // Taking the maximum away first keeps the smallest temperature from overflowing. The likeliest token has the weight 1.
        float[] weights = buffers.Weights;
        TensorPrimitives.Subtract(logits, logits[likeliest], weights);
        TensorPrimitives.Divide(weights, _options.Temperature, weights);
        TensorPrimitives.Exp(weights, weights);

        double random = Philox.Uniform(Seed, _position + ahead);
        float least = _options.MinP ?? 0;
        return _options.TopK < logits.Length || _options.TopP < 1
            ? DrawRanked(Rank(logits, weights, buffers.Keys), weights, least, random)
            : DrawFromAll(weights, least, random);
    }

    /// <summary>Top-k, then top-p: the kept tokens' keys, likeliest first.</summary>
    private ReadOnlySpan<ulong> Rank(ReadOnlySpan<float> logits, float[] weights, Span<ulong> keys)
    {
        Ranking.Fill(logits, keys);
        double total = 0;
        if (_options.TopK is { } k && k < keys.Length)
        {
            Ranking.SelectSmallest(keys, k);
            keys = keys[..k];
            foreach (ulong key in keys)
                total += weights[Ranking.TokenOf(key)];
        }
        else
        {
            foreach (float weight in weights)
                total += weight;
        }

        if (_options.TopP is not < 1)
            return keys;

        // A nucleus is mostly small: more and more of the front is put in order until it is full.
        double sum = 0, wanted = _options.TopP.Value * total;
        for (int ordered = 0; ordered < keys.Length;)
        {
            Span<ulong> rest = keys[ordered..];
            int batch = Math.Min(Math.Max(64, ordered * 3), rest.Length);
            Ranking.SelectSmallest(rest, batch);
            foreach (ulong key in rest[..batch])
            {
                ordered++;
                if ((sum += weights[Ranking.TokenOf(key)]) >= wanted)
                    return keys[..ordered];
            }
        }

        return keys;
    }

    private static int DrawRanked(ReadOnlySpan<ulong> keys, float[] weights, float least, double random)
    {
        double total = 0;
        int kept = 0;
        while (kept < keys.Length && weights[Ranking.TokenOf(keys[kept])] is > 0 and var weight && weight >= least)
            total += weights[Ranking.TokenOf(keys[kept++])];

        double left = random * total;
        for (int i = 0; i < kept - 1; i++)
        {
            if ((left -= weights[Ranking.TokenOf(keys[i])]) < 0)
                return Ranking.TokenOf(keys[i]);
        }

        return Ranking.TokenOf(keys[kept - 1]);
    }

    private static int DrawFromAll(float[] weights, float least, double random)
    {
        double total = 0;
        int last = 0;
        for (int token = 0; token < weights.Length; token++)
        {
            if (weights[token] < least || weights[token] == 0)
                continue;
            total += weights[token];
            last = token;
        }

        double left = random * total;
        for (int token = 0; token < last; token++)
        {
            if (weights[token] >= least && (left -= weights[token]) < 0)
                return token;
        }

        return last;
    }
}
