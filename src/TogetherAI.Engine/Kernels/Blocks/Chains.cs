namespace TogetherAI.Engine.Kernels.Blocks;

/// <summary>The order in which the float sums of a row become one, the same in every kernel.</summary>
internal static unsafe class Chains
{
    /// <summary>Chains of the formats with blocks of 32.</summary>
    public const int Many = 8;

    /// <summary>Blocks of a chain of so many.</summary>
    public static int Length(int chain, int blocks, int chains) => (blocks - chain + chains - 1) / chains;

    /// <summary>Where a block stands when the chains follow one another.</summary>
    public static int Place(int block, int blocks, int chains)
    {
        int chain = block % chains;
        return (chain * (blocks / chains)) + Math.Min(chain, blocks % chains) + (block / chains);
    }

    /// <summary>Halves are added until one is left, as vector registers do it.</summary>
    public static float Add(float* chains, int count)
    {
        for (int half = count / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
                chains[i] += chains[i + half];
        }

        return chains[0];
    }
}
