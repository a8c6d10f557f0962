using TogetherAI.Engine.Kernels.Tiles;

namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>A format as emitted kernels take it: what differs between the formats of a <see cref="VnniTile{TFormat}"/>.</summary>
internal unsafe interface IVnniFormat
{
    /// <summary>Its kernels.</summary>
    static abstract VnniKernels Kernels { get; }

    /// <inheritdoc cref="ITileFormat.Inputs"/>
    static abstract InputForm Inputs { get; }

    /// <inheritdoc cref="ITileFormat.Values"/>
    static abstract int Values { get; }

    /// <summary>Chains that follow one another in a tile.</summary>
    static abstract int Chains { get; }

    /// <inheritdoc cref="ITileFormat.PackedVectors"/>
    static abstract int PackedVectors { get; }

    /// <summary>Rearranges one block of both registers of rows.</summary>
    static abstract void Pack<TTile, TVector>(byte** rows, int block, byte* packed)
        where TTile : struct, ITile<TVector>
        where TVector : struct;
}
