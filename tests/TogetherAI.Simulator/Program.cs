using TogetherAI.Simulator;

try
{
    CommandLine line = new(args);
    return line.Command switch
    {
        "targets" => TargetsCommand.Run(line),
        "scenario" => ScenarioCommand.Run(line),
        "matrix" => MatrixCommand.Run(line),
        "report" => ReportCommand.Run(line),
        _ => throw new ArgumentException($"There is no command '{line.Command}'."),
    };
}
catch (ArgumentException exception)
{
    Console.Error.WriteLine(exception.Message);
    Console.Error.WriteLine(CommandLine.Usage);
    return 2;
}
