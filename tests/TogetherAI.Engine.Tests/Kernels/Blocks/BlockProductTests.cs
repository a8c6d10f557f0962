using TogetherAI.Engine.Kernels;

namespace TogetherAI.Engine.Tests.Kernels.Blocks;

public unsafe class BlockProductTests
{
    public static string[] AllFormats => ["Q8_0", "Q4_0", "Q4_K", "Q5_K", "Q6_K"];

    public static TheoryData<string> Formats => [.. AllFormats];

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_product_is_that_of_the_weights_and_the_inputs_rounded_to_a_byte(string name)
    {
        const int Rows = 37, Columns = 1280, Tokens = 3;
        using BlockCase test = new(Enum.Parse<WeightFormat>(name), Rows, Columns, Tokens, seed: 1);
        float[] y = test.Run(threads: 1);
        int block = test.Matrix.Inputs(1).Block;
        float[] row = new float[Columns];
        for (int i = 0; i < Rows; i++)
        {
            test.Matrix.CopyRow(i, row);
            for (int token = 0; token < Tokens; token++)
            {
                double expected = 0, magnitude = 0;
                for (int column = 0; column < Columns; column++)
                {
                    // The input as it is rounded: to 127ths of the largest of its block.
                    ReadOnlySpan<float> inputs = test.Inputs.Slice(token * Columns, Columns);
                    float largest = 0;
                    foreach (float value in inputs.Slice(column / block * block, block))
                        largest = Math.Max(largest, Math.Abs(value));
                    double rounded = Math.Round(inputs[column] * (127 / largest)) * (largest / 127);
                    expected += row[column] * rounded;
                    magnitude += Math.Abs(row[column] * rounded);
                }

                Assert.Equal(expected, y[(token * Rows) + i], magnitude * 1e-6);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void An_input_that_is_no_number_shows_in_the_result(string name)
    {
        using BlockCase test = new(Enum.Parse<WeightFormat>(name), 20, 512, 2, seed: 2);
        test.Inputs.Slice(700, 1)[0] = float.PositiveInfinity;
        float[] y = test.Run(threads: 1);
        Assert.All(y[..20], value => Assert.True(float.IsFinite(value)));
        Assert.All(y[20..], value => Assert.True(float.IsNaN(value)));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Inputs_of_zero_give_zero(string name)
    {
        using BlockCase test = new(Enum.Parse<WeightFormat>(name), 20, 512, 2, seed: 2);
        test.Inputs.Slice(0, 1024).Clear();
        Assert.All(test.Run(threads: 1), value => Assert.Equal(0, value));
    }
}
