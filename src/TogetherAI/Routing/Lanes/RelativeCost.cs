namespace TogetherAI;

/// <summary>What a request costs on a lane compared with the average of those that could have gone there. Lock-free; thread-safe.</summary>
internal sealed class RelativeCost(TokenPrice? price)
{
    private const double Weight = 0.01;

    private double _average;

    /// <summary>A request's cost as a multiple of the average; 0 where the lane has no price. The request counts from now on.</summary>
    public double Relative(int promptTokens, int outputTokens)
    {
        double cost = Of(promptTokens, outputTokens);
        double average = Volatile.Read(ref _average);
        average = average == 0 ? cost : average + (Weight * (cost - average));
        Volatile.Write(ref _average, average); // a lost update is a lost sample
        return average > 0 ? cost / average : 0;
    }

    /// <summary>The same for a request that has been counted; 1 where none has.</summary>
    public double Peek(int promptTokens, int outputTokens) =>
        price is null ? 0 : Volatile.Read(ref _average) is > 0 and var average ? Of(promptTokens, outputTokens) / average : 1;

    private double Of(int promptTokens, int outputTokens) =>
        price is null ? 0 : ((double)price.InputPerMillion * promptTokens) + ((double)price.OutputPerMillion * outputTokens);
}
