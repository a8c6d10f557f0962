using TogetherAI.Engine.Kernels.Blocks;
using TogetherAI.Engine.Kernels.Tiles;

namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>A format's emitted kernels. Only the innermost loops are: some hundred instructions that read and write what they are given and call nothing.</summary>
/// <param name="four">The instructions for four vectors, asking for so many lines with a block.</param>
/// <param name="one">The instructions for one.</param>
internal sealed unsafe class VnniKernels(Func<int, Assembler> four, Func<Assembler> one)
{
    private readonly EmittedKernel[] _four = [.. Enumerable.Range(0, Upcoming.MostLines + 1).Select(lines => new EmittedKernel(() => four(lines)))];
    private readonly EmittedKernel _one = new(one);

    /// <summary>Whether they could be made.</summary>
    public bool AreAvailable => _four[0].IsAvailable && _one.IsAvailable;

    /// <inheritdoc cref="ITileFormat.Multiply"/>
    public void MultiplyFour(byte* packed, int blocks, PanelPointers inputs, byte* results, Upcoming upcoming)
    {
        TileArguments* arguments = (TileArguments*)results;
        Set(arguments, packed, blocks, inputs, results);
        arguments->Upcoming = upcoming.At;
        EmittedKernel kernel = _four[upcoming.Lines];
        (kernel.IsAvailable ? kernel : _four[0]).Run(arguments);
    }

    /// <inheritdoc cref="ITileFormat.MultiplyOne"/>
    public void MultiplyOne(byte* packed, int blocks, PanelPointers inputs, byte* results)
    {
        TileArguments arguments;
        Set(&arguments, packed, blocks, inputs, results);
        _one.Run(&arguments);
    }

    private static void Set(TileArguments* arguments, byte* packed, int blocks, PanelPointers inputs, byte* results)
    {
        arguments->Packed = packed;
        arguments->Values = inputs.Values;
        arguments->Sums = inputs.Sums;
        arguments->Scales = inputs.Scales;
        arguments->Blocks = blocks;
        arguments->Results = results;
        for (int chain = 0; chain < Chains.Many; chain++)
            arguments->ChainBlocks[chain] = Chains.Length(chain, blocks, Chains.Many);
    }
}
