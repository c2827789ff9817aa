namespace AquaTope.Models.Forecasting.Neural.Training;

/// <summary>There is too little to learn from. The message says what there is and what it takes, in one line.</summary>
public sealed class TrainingDataException : Exception
{
    internal TrainingDataException(string message) : base(message)
    {
    }
}
