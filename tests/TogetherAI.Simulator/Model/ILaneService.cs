namespace TogetherAI.Simulator;

/// <summary>A service behind a lane. It is told of every request once, and of the client's leaving at most once.</summary>
internal interface ILaneService
{
    /// <summary>A request has arrived: refuse it or accept it.</summary>
    void Arrived(Exchange exchange);

    /// <summary>The client of an accepted request has gone.</summary>
    void Left(Exchange exchange);
}
