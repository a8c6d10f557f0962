using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using TogetherAI.Engine.Kernels.Emitted;
using TogetherAI.Engine.Kernels.Rows;
using TogetherAI.Engine.Kernels.Tiles;

namespace TogetherAI.Engine.Kernels.Blocks;

/// <summary>The kernels of each format on each processor. All of a format give the same bits.</summary>
internal static class BlockKernels
{
    public static BlockKernel Q8_0(InstructionSet set) => set switch
    {
        InstructionSet.Avx512Vnni => AvxVnni.IsSupported
            ? new TileKernel<Q8_0, Q8_0Avx2<VnniProducts, PermutedScales>, VnniTile<Q8_0Vnni>, Tile512, Vector512<int>>()
            : new TileKernel<Q8_0, Q8_0Avx2<Avx2Products, PermutedScales>, VnniTile<Q8_0Vnni>, Tile512, Vector512<int>>(),
        InstructionSet.Avx512 => new TileKernel<Q8_0, Q8_0Avx2<Avx2Products, PermutedScales>, Q8_0Tile, Tile512, Vector512<int>>(),
        InstructionSet.Avx2 => new TileKernel<Q8_0, Q8_0Avx2<Avx2Products, SingleScales>, Q8_0Tile, Tile256, Vector256<int>>(),
        InstructionSet.AdvSimd => new RowKernel<Q8_0, Q8_0AdvSimd>(),
        _ => new PortableKernel<Q8_0>(),
    };

    public static BlockKernel Q4_0(InstructionSet set) => set switch
    {
        InstructionSet.Avx512Vnni => new TileKernel<Q4_0, Q4_0Avx512, VnniTile<Q4_0Vnni>, Tile512, Vector512<int>>(),
        InstructionSet.Avx512 => new TileKernel<Q4_0, Q4_0Avx512, Q4_0Tile, Tile512, Vector512<int>>(),
        InstructionSet.Avx2 => new TileKernel<Q4_0, Q4_0Avx2<SingleScales>, Q4_0Tile, Tile256, Vector256<int>>(),
        InstructionSet.AdvSimd => new RowKernel<Q4_0, Q4_0AdvSimd>(),
        _ => new PortableKernel<Q4_0>(),
    };

    public static BlockKernel Q4_K(InstructionSet set) => set switch
    {
        InstructionSet.Avx512Vnni => new TileKernel<Q4_K, Q4_KAvx2, VnniTile<Q4_KVnni>, Tile512, Vector512<int>>(),
        InstructionSet.Avx512 => new TileKernel<Q4_K, Q4_KAvx2, Q4_KTile, Tile512, Vector512<int>>(),
        InstructionSet.Avx2 => new TileKernel<Q4_K, Q4_KAvx2, Q4_KTile, Tile256, Vector256<int>>(),
        _ => new PortableKernel<Q4_K>(),
    };

    public static BlockKernel Q5_K(InstructionSet set) => set switch
    {
        InstructionSet.Avx512Vnni => new TileKernel<Q5_K, Q5_KAvx2, VnniTile<Q5_KVnni>, Tile512, Vector512<int>>(),
        InstructionSet.Avx512 => new TileKernel<Q5_K, Q5_KAvx2, Q5_KTile, Tile512, Vector512<int>>(),
        InstructionSet.Avx2 => new TileKernel<Q5_K, Q5_KAvx2, Q5_KTile, Tile256, Vector256<int>>(),
        _ => new PortableKernel<Q5_K>(),
    };

    public static BlockKernel Q6_K(InstructionSet set) => set switch
    {
        InstructionSet.Avx512Vnni => new TileKernel<Q6_K, Q6_KAvx2, VnniTile<Q6_KVnni>, Tile512, Vector512<int>>(),
        InstructionSet.Avx512 => new TileKernel<Q6_K, Q6_KAvx2, Q6_KTile, Tile512, Vector512<int>>(),
        InstructionSet.Avx2 => new TileKernel<Q6_K, Q6_KAvx2, Q6_KTile, Tile256, Vector256<int>>(),
        _ => new PortableKernel<Q6_K>(),
    };
}
