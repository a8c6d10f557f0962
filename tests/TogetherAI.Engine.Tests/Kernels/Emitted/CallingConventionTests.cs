using System.Runtime.Intrinsics;
using TogetherAI.Engine.Kernels;
using TogetherAI.Engine.Kernels.Emitted;

namespace TogetherAI.Engine.Tests.Kernels.Emitted;

/// <summary>
/// What is emitted for Windows finds its argument in another register, which it then uses for something else. Everywhere else that is the
/// register of a function's fourth argument, so there it can run too.
/// </summary>
public unsafe class CallingConventionTests
{
    private const int Blocks = 8, PackedBytes = 1 << 16, PanelNumbers = 1 << 13, ResultBytes = 1 << 15;

    public static TheoryData<string> Kernels => [.. Codes(Register.Rdi).Keys];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Kernels_for_Windows_do_the_same(string name)
    {
        // On Windows itself all other tests run them.
        if (OperatingSystem.IsWindows() || !InstructionSets.IsSupported(InstructionSet.Avx512Vnni))
            return;
        byte[] expected = Run(Codes(Register.Rdi)[name](), fourth: false), found = Run(Codes(Register.Rcx)[name](), fourth: true);
        Assert.Contains(expected, static value => value != 0);
        Assert.Equal(expected, found);
    }

    private static Dictionary<string, Func<Assembler>> Codes(Register arguments) => new()
    {
        ["four vectors, bytes"] = () => new FourVectorBlocks(nibbles: false, lines: 3) { Arguments = arguments }.Assemble(),
        ["four vectors, nibbles"] = () => new FourVectorBlocks(nibbles: true, lines: 0) { Arguments = arguments }.Assemble(),
        ["one vector"] = () => new OneVectorBlocks(nibbles: false) { Arguments = arguments }.Assemble(),
        ["groups"] = () => new MinimumGroups(InputForm.Four, lines: 2, fifthBit: true) { Arguments = arguments }.Assemble(),
        ["groups, one vector"] = () => new SixBitGroups(1, lines: 0) { Arguments = arguments }.Assemble(),
        ["floats"] = () => new EightVectorFloats(2, pairs: true, lines: 1) { Arguments = arguments }.Assemble(),
    };

    private static byte[] Run(Assembler assembler, bool fourth)
    {
        using LargeMemory memory = new(PackedBytes + (4 * PanelNumbers * sizeof(int)) + ResultBytes);
        Random random = new(5);
        random.NextBytes(new Span<byte>(memory.Pointer, PackedBytes + (4 * PanelNumbers * sizeof(int))));
        int* panel = (int*)(memory.Pointer + PackedBytes);
        byte* results = memory.Pointer + PackedBytes + (4 * PanelNumbers * sizeof(int));
        new Span<byte>(results, ResultBytes).Clear();
        for (int i = 0; i < PanelNumbers; i++)
            ((float*)panel)[i] = random.NextSingle();
        TileArguments* arguments = (TileArguments*)results;
        *arguments = new TileArguments
        {
            Packed = memory.Pointer, Values = panel, OtherValues = panel + PanelNumbers, Sums = panel + (2 * PanelNumbers), Scales = (float*)panel,
            Blocks = Blocks, Results = results, Upcoming = memory.Pointer,
        };
        for (int chain = 0; chain < 8; chain++)
            arguments->ChainBlocks[chain] = 1 + (chain % 2);
        void* code = ExecutableMemory.TryCreate(assembler.Code);
        Assert.True(code != null);
        if (fourth)
            ((delegate* unmanaged<void*, void*, void*, TileArguments*, void>)code)(null, null, null, arguments);
        else
            ((delegate* unmanaged<TileArguments*, void>)code)(arguments);
        return new Span<byte>(results, 8 * Vector512<byte>.Count).ToArray();
    }
}
