using TogetherAI.Engine.Kernels.Blocks;

namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>All chains of a tile with one vector, each with its own two registers of sums, which are added in the end.</summary>
/// <param name="nibbles">Whether the weights are packed in nibbles.</param>
internal sealed class OneVectorBlocks(bool nibbles) : BlockTileCode(1, nibbles)
{
    public override Assembler Assemble()
    {
        Begin();
        for (int chain = 0; chain < Chains.Many; chain++)
        {
            Code.Zero(Sum(chain));
            Code.Zero(Sum(chain) + 1);
            Code.LoadPointer(Blocks, Arguments, (sbyte)(TileArguments.ChainBlocksOffset + (chain * sizeof(long))));
            int none = Code.SkipIfZero(Blocks), loop = Code.Here();
            Block(Sum(chain), Spare, (First, Second), static _ => { });
            Next(loop);
            Code.Land(none);
        }

        for (int half = Chains.Many / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < 2 * half; i++)
                Code.AddFloat(Sum(0) + i, Sum(0) + i, Sum(half) + i);
        }

        Code.Store(Sum(0), Results, 0);
        Code.Store(Sum(0) + 1, Results, Vector);
        Code.Return();
        return Code;

        static int Sum(int chain) => LowerSixteen + (2 * chain);
    }
}
