namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>
/// Blocks of 32 weights with a scale. A packed block has the weights a byte each, eight quads of both registers of rows, or in nibbles, of
/// which four quads hold eight: four in their lower halves, then four in their upper. Then the rows' scales in half precision.
/// </summary>
internal abstract class BlockTileCode(int vectors, bool nibbles) : TileCode(vectors, BlockVectors(nibbles))
{
    protected override int BlockSums => 1;

    protected override int Quads => 8;

    /// <summary>Registers of a packed block.</summary>
    public static int BlockVectors(bool nibbles) => (nibbles ? 8 : 16) + 1;

    /// <summary>Multiplies a block.</summary>
    /// <param name="sums">The registers of the float sums.</param>
    /// <param name="products">The registers of the integers' products.</param>
    /// <param name="scaled">Two registers for the scales; they may be those of the weights.</param>
    /// <param name="ask">What to ask for after one of eight parts.</param>
    protected void Block(int sums, int products, (int First, int Second) scaled, Action<int> ask)
    {
        // The weights' zero is not zero: what that adds is there before the products are.
        for (int i = 0; i < Products; i += 2)
        {
            Code.Broadcast(products + i, Sums, i / 2 * sizeof(int));
            Code.Copy(products + i + 1, products + i);
        }

        for (int part = 0; part < Quads; part++)
        {
            int quad = nibbles ? (part / 2) + (part % 2 * (Quads / 2)) : part;
            if (nibbles)
            {
                LoadNibbles(part / 2 * 2 * Vector, upper: part % 2 == 1);
            }
            else
            {
                Code.Load(First, Packed, part * 2 * Vector);
                Code.Load(Second, Packed, ((part * 2) + 1) * Vector);
            }

            MultiplyQuad(quad, products);
            ask(part);
        }

        int scales = (BlockVectors(nibbles) - 1) * Vector;
        Code.LoadHalves(First, Packed, scales);
        Code.LoadHalves(Second, Packed, scales + (Vector / 2));
        for (int i = 0; i < Products; i += 2)
        {
            Code.Broadcast(Input, Scales, i / 2 * sizeof(float));
            Code.MultiplyFloat(scaled.First, First, Input);
            Code.MultiplyFloat(scaled.Second, Second, Input);
            Code.ToFloat(products + i, products + i);
            Code.ToFloat(products + i + 1, products + i + 1);
            Code.AddProductFloat(sums + i, scaled.First, products + i);
            Code.AddProductFloat(sums + i + 1, scaled.Second, products + i + 1);
        }
    }
}
