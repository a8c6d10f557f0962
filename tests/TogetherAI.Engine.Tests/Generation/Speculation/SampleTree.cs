using TogetherAI.Engine.Models;
using TogetherAI.Engine.Tests.Models;

namespace TogetherAI.Engine.Tests.Generation.Speculation;

/// <summary>Every way in which a text can go on for some tokens, where only the few likeliest may be drawn each time, and how likely it is.</summary>
internal sealed class SampleTree
{
    /// <summary>Tokens that may be drawn at each place (top_k), and places.</summary>
    public const int Choices = 3, Length = 3;

    /// <summary>Flat enough that what is likely is not all but certain.</summary>
    public const float Temperature = 20;

    private const int Leaves = 27, Nodes = 1 + 3 + 9;

    private readonly int[][] _tokens = new int[Nodes][];
    private readonly double[][] _probabilities = new double[Nodes][];

    public SampleTree(Decoder decoder, int[] prompt)
    {
        Grow(decoder, prompt, node: 0);
        Expected = [.. Enumerable.Range(0, Leaves).Select(Probability)];
    }

    /// <summary>The probability of each way.</summary>
    public double[] Expected { get; }

    /// <summary>The way that some tokens are.</summary>
    public int LeafOf(int[] ids)
    {
        int node = 0;
        foreach (int id in ids)
            node = Child(node, Array.IndexOf(_tokens[node], id) is >= 0 and var choice ? choice : throw new InvalidOperationException($"The token {id} could not be drawn."));
        return node - Nodes;
    }

    /// <summary>Draws a way by a rule that may look at what is guessed, the likeliest token: it is given the draw and the guess's probability.</summary>
    public int Draw(Random random, Func<int, double, int> rule)
    {
        int node = 0;
        for (int place = 0; place < Length; place++)
        {
            double[] probabilities = _probabilities[node];
            double at = random.NextDouble();
            int drawn = at < probabilities[0] ? 0 : at < probabilities[0] + probabilities[1] ? 1 : 2;
            node = Child(node, rule(drawn, probabilities[0]));
        }

        return node - Nodes;
    }

    /// <summary>
    /// How many standard deviations the counts' chi-square is above what it is for draws from the probabilities (Wilson and Hilferty's
    /// approximation). Ways that are expected less than five times are counted as one.
    /// </summary>
    public double Deviations(int[] counts)
    {
        double draws = counts.Sum(), sum = 0, rareCount = 0, rareExpected = 0;
        int cells = 0;
        for (int leaf = 0; leaf < counts.Length; leaf++)
        {
            double expected = Expected[leaf] * draws;
            if (expected < 5)
                (rareCount, rareExpected) = (rareCount + counts[leaf], rareExpected + expected);
            else
                (sum, cells) = (sum + (Math.Pow(counts[leaf] - expected, 2) / expected), cells + 1);
        }

        if (rareExpected > 0)
            (sum, cells) = (sum + (Math.Pow(rareCount - rareExpected, 2) / rareExpected), cells + 1);
        double share = 2.0 / (9 * (cells - 1));
        return (Math.Cbrt(sum / (cells - 1)) - (1 - share)) / Math.Sqrt(share);
    }

    private static int Child(int node, int choice) => (node * Choices) + 1 + choice;

    private void Grow(Decoder decoder, int[] tokens, int node)
    {
        float[] logits = Golden.Run(decoder, tokens, 64)[^1];
        int[] likeliest = [.. Enumerable.Range(0, logits.Length).OrderByDescending(id => logits[id]).Take(Choices)];
        _tokens[node] = likeliest;
        _probabilities[node] = [.. Divergence.LogProbabilities([.. likeliest.Select(id => logits[id] / Temperature)]).Select(Math.Exp)];
        for (int choice = 0; choice < Choices && Child(node, choice) < Nodes; choice++)
            Grow(decoder, [.. tokens, likeliest[choice]], Child(node, choice));
    }

    private double Probability(int leaf)
    {
        double probability = 1;
        for (int node = leaf + Nodes; node > 0; node = (node - 1) / Choices)
            probability *= _probabilities[(node - 1) / Choices][(node - 1) % Choices];
        return probability;
    }
}
